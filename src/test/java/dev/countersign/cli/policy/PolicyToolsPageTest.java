package dev.countersign.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands print what {@code docs/policy.md} says; the samples of the language itself are run by {@code PolicyPageTest}. */
class PolicyToolsPageTest {

    private static final Path PAGE = Path.of("docs", "policy.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n((?:(?!```).)*)```", Pattern.DOTALL);
    private static final List<String> KINDS =
            List.of("json", "tools", "lint", "json", "cases", "result", "tools", "suggestion");

    @TempDir
    private Path folder;

    private List<MatchResult> blocks = List.of();
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void readPage() throws IOException {
        String page = Files.readString(PAGE);
        blocks = BLOCK.matcher(page.substring(page.indexOf("## Tools for policies")))
                .results()
                .toList();
        assertThat(blocks).extracting(block -> block.group(1)).isEqualTo(KINDS);
    }

    private Path file(int block, String name) throws IOException {
        return Files.writeString(folder.resolve(name), blocks.get(block).group(2));
    }

    private int run(Object... words) {
        return new CommandLine(new PolicyCommand())
                .setOut(new PrintWriter(out, true))
                .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void shouldPrintTheProblemsOfThePage() throws IOException {
        // when
        int exit = run("lint", file(0, "policy.json"), "--tools", file(1, "tools.json"));

        // then
        assertThat(exit).isZero();
        assertThat(out.toString().replace(folder + "/", ""))
                .isEqualTo(blocks.get(2).group(2));
    }

    @Test
    void shouldPassTheCasesOfThePage() throws IOException {
        // when
        int exit = run("test", file(3, "policy.json"), file(4, "cases.json"));

        // then
        assertThat(out).hasToString(blocks.get(5).group(2));
        assertThat(exit).isZero();
    }

    @Test
    void shouldSuggestThePolicyOfThePage() throws IOException {
        // when
        int exit = run("suggest", "--tools", file(6, "tools.json"));

        // then
        assertThat(exit).isZero();
        assertThat(out).hasToString(blocks.get(7).group(2));
    }
}
