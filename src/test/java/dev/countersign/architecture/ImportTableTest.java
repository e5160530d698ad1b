package dev.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom: the two tables of ADR 2 are the allow-list. What is not written there is forbidden. */
class ImportTableTest {

    private static final Path PAGE = Path.of("docs/adr/0002-packages.md");

    /** {@code | `package` | packages of ours | libraries |}. */
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.()]+)` \\| ([^|]*)\\| ([^|]*)\\|.*");

    /** {@code | word | `prefix` `prefix` |}. */
    private static final Pattern WORD = Pattern.compile("\\| ([\\w-]+) \\| (`[^|]*)\\|");

    private static final String ITSELF = "(root)";

    private record Row(Set<String> ours, Set<String> libraries) {}

    private final Map<String, Row> table = new TreeMap<>();
    private final Map<String, List<String>> words = new TreeMap<>();

    ImportTableTest() throws IOException {
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            Matcher word = WORD.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), new Row(list(row.group(2)), list(row.group(3))));
            } else if (word.matches()) {
                words.put(word.group(1), List.copyOf(list(word.group(2).replace("`", ""))));
            }
        }
    }

    private static Set<String> list(String cell) {
        return Stream.of(cell.strip().split("[ ,]+"))
                .filter(word -> !word.isEmpty() && !word.equals("–"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldHaveARowForEveryPackageAndNoOther() {
        // given
        Set<String> packages = MainCode.files().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> shortName(MainCode.packageOf(file)))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(table.keySet()).containsExactlyElementsOf(packages);
    }

    @Test
    void shouldImportOnlyWhatTheTableAllows() {
        // when
        Set<String> violations = new TreeSet<>();
        for (Use use : uses()) {
            Row row = table.getOrDefault(use.from(), new Row(Set.of(), Set.of()));
            boolean allowed = use.isOurs()
                    ? row.ours().contains(use.to())
                    : row.libraries().stream()
                            .flatMap(word -> words.getOrDefault(word, List.of()).stream())
                            .anyMatch(prefix ->
                                    use.to().equals(prefix) || use.to().startsWith(prefix + "."));
            if (!allowed) {
                violations.add(use.from() + " imports " + use.to() + " (" + use.where() + ")");
            }
        }

        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void shouldAllowNothingThatIsNotUsed() {
        // given
        Set<String> used = uses().stream()
                .flatMap(use -> use.isOurs()
                        ? Stream.of(use.from() + " " + use.to())
                        : words.entrySet().stream()
                                .filter(word -> word.getValue().stream()
                                        .anyMatch(p ->
                                                use.to().equals(p) || use.to().startsWith(p + ".")))
                                .map(word -> use.from() + " " + word.getKey()))
                .collect(Collectors.toSet());

        // when
        Set<String> idle = new TreeSet<>();
        table.forEach((from, row) -> Stream.concat(row.ours().stream(), row.libraries().stream())
                .filter(to -> !used.contains(from + " " + to))
                .forEach(to -> idle.add(from + " may import " + to + ", and does not")));

        // then
        assertThat(idle).isEmpty();
    }

    @Test
    void shouldKnowEveryWordForALibrary() {
        assertThat(words.keySet())
                .containsAll(table.values().stream()
                        .flatMap(row -> row.libraries().stream())
                        .toList());
    }

    private record Use(String from, String to, boolean isOurs, String where) {}

    private static List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        for (JavaClass type : MainCode.classes()) {
            if (!isGenerated(type)) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(ImportTableTest::counts)
                        .map(ImportTableTest::use)
                        .forEach(uses::add);
            }
        }
        return uses;
    }

    /** Written by the build, from templates and mappings. */
    private static boolean isGenerated(JavaClass type) {
        return !type.getPackageName().startsWith(MainCode.ROOT)
                || type.getSimpleName().equals("package-info");
    }

    private static boolean counts(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String to = target.getPackageName();
        return !target.isPrimitive()
                && !to.startsWith("java.")
                && !to.equals("org.jspecify.annotations")
                && !to.equals(dependency.getOriginClass().getPackageName());
    }

    private static Use use(Dependency dependency) {
        String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
        boolean ours = to.equals(MainCode.ROOT) || to.startsWith(MainCode.ROOT + ".");
        return new Use(
                shortName(dependency.getOriginClass().getPackageName()),
                ours ? shortName(to) : to,
                ours,
                dependency.getOriginClass().getSimpleName());
    }

    private static String shortName(String name) {
        return name.equals(MainCode.ROOT) ? ITSELF : name.substring(MainCode.ROOT.length() + 1);
    }
}
