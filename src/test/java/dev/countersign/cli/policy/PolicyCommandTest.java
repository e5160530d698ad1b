package dev.countersign.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code countersign policy} prints, and its exit codes. */
class PolicyCommandTest {

    private static final String POLICY =
            "{\"version\": \"1\", \"default\": \"deny\", \"hide\": [\"drop\"], \"tools\": {\n"
                    + "  \"get\": {}, \"pay\": {\"deny_if\": [{\"conditions\": [{\"path\": \"args.amuont\", \"op\": \"gt\", \"value\": 5}],"
                    + " \"on_deny\": \"Requires human approval.\"}]}}}";
    private static final String TOOLS =
            "{\"tools\": [{\"name\": \"get\", \"description\": \"Get it.\"}, {\"name\": \"pay\","
                    + " \"description\": \"Pay an invoice.\", \"inputSchema\": {\"type\": \"object\", \"properties\": {\"amount\": {}}}}]}";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private int run(Object... words) {
        return new CommandLine(new PolicyCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void shouldPrintLineColumnAndPointerWhenAFileIsWrong() throws IOException {
        // given
        Path bad = file("bad.json", "{\"version\": \"1\",\n \"default\": \"deny\", \"tols\": {}}");

        // when
        int exit = run("lint", bad);

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out).hasToString(bad + ":2:21: error: unknown key \"tols\", did you mean \"tools\"? [/tols]\n");
    }

    @Test
    void shouldWarnOfToolsAndArgumentsThatTheServerHasNot() throws IOException {
        // given
        Path policy = file("policy.json", POLICY);
        Path tools = file("tools.json", TOOLS);

        // when
        int exit = run("lint", policy, "--tools", tools);

        // then
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains(":1:46: warning: the server has no tool \"drop\"")
                .contains("no tool that this is for has the argument \"args.amuont\", did you mean \"amount\"?"
                        + " [/tools/pay/deny_if/0/conditions/0/path]");
        assertThat(run("lint", "--strict", policy, "--tools", tools)).isEqualTo(1);
    }

    @Test
    void shouldEndWithTwoWhenAFileIsNotThere() {
        assertThat(run("lint", folder.resolve("absent.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("absent.json cannot be read");
    }

    @Test
    void shouldTellWhichCallsAreDecidedOtherwise() throws IOException {
        // given
        Path policy = file("policy.json", POLICY);
        Path cases = file(
                "cases.json",
                "{\"calls\": [{\"tool\": \"get\", \"expect\": \"allow\"},"
                        + " {\"tool\": \"drop\", \"expect\": \"hidden\"}, {\"tool\": \"pay\", \"args\": {}, \"expect\": \"allow\"}]}");

        // when
        int exit = run("test", policy, cases);

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out)
                .hasToString(cases + ": call 2 pay: expected allow, got hold [/tools/pay/deny_if/0]"
                        + " \"Requires human approval.\"\n2 passed, 1 failed\n");
    }

    @Test
    void shouldTellEveryCallAndWhyWhenAskedForJson() throws IOException {
        // given
        Path policy = file("policy.json", POLICY);
        Path cases = file(
                "cases.json", "{\"calls\": [{\"tool\": \"pay\", \"args\": {\"amuont\": 4}, \"expect\": \"allow\"}]}");

        // when
        int exit = run("test", "--json", "--explain", policy, cases);

        // then
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains(
                        "\"call\":0,\"tool\":\"pay\",\"outcome\":\"allow\",\"rule\":\"\"", "\"ok\":true,\"explain\":{")
                .contains("\"type\":\"number\",\"result\":\"false\"");
    }

    @Test
    void shouldRefuseACaseFileWithAMisspeltMember() throws IOException {
        // given
        Path policy = file("policy.json", POLICY);
        Path cases = file("cases.json", "{\"calls\": [{\"tool\": \"get\", \"expected\": \"deny\"}]}");

        // when, then
        assertThat(run("test", policy, cases)).isEqualTo(2);
        assertThat(err.toString()).contains("/calls/0: unknown key \"expected\"");
    }

    @Test
    void shouldSuggestAPolicyThatPassesLint() throws IOException {
        // given
        Path tools = file("tools.json", TOOLS);

        // when
        int exit = run("suggest", "--tools", tools);

        // then
        assertThat(exit).isZero();
        assertThat(out).hasToString("""
                {
                  "version": "1",
                  "default": "deny",
                  "tools": {
                    "get": {},
                    "pay": {"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}]}
                  }
                }
                """);
        assertThat(run("lint", "--strict", file("suggested.json", out.toString())))
                .isZero();
    }

    @Test
    void shouldSayThatAToolIsNotInTheList() throws IOException {
        assertThat(run("suggest", "--tools", file("tools.json", TOOLS), "--tool", "gte"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no tool \"gte\"");
    }
}
