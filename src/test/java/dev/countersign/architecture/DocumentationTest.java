package dev.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.countersign.policy.Calls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages for newcomers say is there is there, and their policies are policies. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern JSON = Pattern.compile("```json\\n(\\{\\s*\"version\".*?)```", Pattern.DOTALL);

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> found =
                    docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of), found.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLinkOnlyToWhatExists(Path page) throws IOException {
        // when
        List<String> dead = LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .filter(link -> !Files.exists(page.toAbsolutePath().resolveSibling(link)))
                .toList();

        // then
        assertThat(dead).isEmpty();
    }

    @Test
    void shouldShowPoliciesThatLoad() throws IOException {
        // given
        List<String> policies = JSON.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult sample) -> sample.group(1))
                .toList();

        // when, then
        assertThat(policies).isNotEmpty();
        for (String policy : policies) {
            assertThatCode(() -> Calls.compile("policy.json", policy.getBytes(StandardCharsets.UTF_8)))
                    .as(policy)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void shouldKeepTheChecklistsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("CONTRIBUTING.md"))).hasSizeLessThanOrEqualTo(150);
    }
}
