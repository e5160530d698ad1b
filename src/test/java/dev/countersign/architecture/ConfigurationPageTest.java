package dev.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.registry.file.CountersignConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what can be configured: all of it, and nothing else. */
class ConfigurationPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(countersign\\.[^`]+)` \\| ([^|]*) \\|");

    /** A key that is read apart from the mapping, and the default it is read with. */
    private static final Pattern PROPERTY = Pattern.compile(
            "@ConfigProperty\\(\\s*name = \"(countersign\\.[^\"]+)\"(?:,\\s*defaultValue = \"([^\"]*)\")?\\)");

    private static final Pattern VARIABLE = Pattern.compile("\\bCOUNTERSIGN_[A-Z_]*[A-Z]");

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/configuration.md"));
    }

    @Test
    void shouldNameEveryKeyWithItsDefault() throws IOException {
        // given
        Map<String, String> keys = new TreeMap<>();
        collect("countersign", CountersignConfig.class, keys);

        // when
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(page())
                .results()
                .forEach(row ->
                        rows.put(row.group(1), row.group(2).replace("`", "").strip()));

        // then
        assertThat(rows).isEqualTo(keys);
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, String> keys) {
        for (Method method : mapping.getDeclaredMethods()) {
            String key = prefix + "." + kebab(method.getName());
            if (method.getReturnType() == Map.class) {
                Type value = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1];
                leafOrGroup(key + ".<name>", (Class<?>) value, "–", keys);
            } else if (method.getReturnType() == Optional.class) {
                keys.put(key, "–");
            } else {
                WithDefault given = method.getAnnotation(WithDefault.class);
                leafOrGroup(key, method.getReturnType(), given == null ? "required" : given.value(), keys);
            }
        }
    }

    private static void leafOrGroup(String key, Class<?> type, String value, Map<String, String> keys) {
        if (type.getEnclosingClass() == CountersignConfig.class) {
            collect(key, type, keys);
        } else {
            keys.put(key, value);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void shouldReadNoKeyThatTheMappingWouldRefuse() {
        // given
        Map<String, String> keys = new TreeMap<>();
        collect("countersign", CountersignConfig.class, keys);

        // when
        Set<String> strangers = new TreeSet<>();
        for (Path file : MainCode.files()) {
            PROPERTY.matcher(MainCode.text(file))
                    .results()
                    .filter(read -> !keys.containsKey(read.group(1)))
                    .forEach(read -> strangers.add(file + " reads " + read.group(1)));
        }

        // then
        assertThat(strangers).isEmpty();
    }

    @Test
    void shouldNameEveryVariable() throws IOException {
        // given
        List<Path> speaking = Stream.of("bin", "deploy", "docs", "docker-compose.yml", "README.md", "src/main/java")
                .map(Path::of)
                .flatMap(ConfigurationPageTest::filesBelow)
                .toList();

        // when
        Set<String> named = variables(List.of(Path.of("docs/configuration.md")));
        Set<String> used = variables(speaking);

        // then
        used.remove("COUNTERSIGN_HOLD_BUDGET"); // the example of a key as a variable
        named.remove("COUNTERSIGN_HOLD_BUDGET");
        assertThat(named).isEqualTo(used);
    }

    private static Set<String> variables(List<Path> files) {
        return files.stream()
                .flatMap(file -> VARIABLE.matcher(MainCode.text(file)).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> filesBelow(Path place) {
        try (Stream<Path> walk = Files.walk(place)) {
            return walk
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*(bin/[a-z]+|\\.(md|sh|ya?ml|java))"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
