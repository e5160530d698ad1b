package dev.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written here is true on every machine. */
class NoMachineTest {

    private static final Pattern TEXT =
            Pattern.compile(".*(bin/\\w+|Dockerfile|\\.(md|java|xml|ya?ml|json|properties|html|js|css|sql|sh))");

    /** Somebody's home or working folder. */
    private static final Pattern PLACE = Pattern.compile("(?<![\\w.])/(home|root|Users|work)/\\w|(?<![\\w.])/tmp/wt-");

    /** Where somebody happens to fetch packages from. */
    private static final Pattern REGISTRY = Pattern.compile(
            "https?://[\\w.-]*(nexus|artifactory|jfrog|repo1?\\.maven|repo\\.maven|registry\\.npm|npmjs|pypi|mirror)[\\w.-]*");

    @Test
    void shouldNameNoFolderOfAMachineAndNoPackageRegistry() throws IOException {
        // when
        Set<String> found = new TreeSet<>();
        for (String place : new String[] {
            "bin",
            "deploy",
            "docs",
            "src",
            "pom.xml",
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "docker-compose.yml"
        }) {
            try (Stream<Path> walk = Files.walk(Path.of(place))) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    look(file, found);
                }
            }
        }

        // then
        assertThat(found).isEmpty();
    }

    private static void look(Path file, Set<String> found) throws IOException {
        if (!TEXT.matcher(file.toString()).matches() || file.endsWith("NoMachineTest.java")) {
            return;
        }
        String text = Files.readString(file);
        Stream.of(PLACE, REGISTRY)
                .flatMap(pattern -> pattern.matcher(text).results())
                .forEach(hit -> found.add(file + ": " + hit.group()));
    }
}
