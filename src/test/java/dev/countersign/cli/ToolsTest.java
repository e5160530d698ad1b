package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ToolsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/audit/export.ndjson");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldEndWith0WhenExportIsWhole() {
        assertThat(run("verify-audit", GOLDEN.toString())).isZero();
        assertThat(out.toString()).startsWith("whole: 1 entries, 1 to 1");
    }

    @Test
    void shouldEndWith1WhenTheGivenKeyDidNotSign() {
        assertThat(run("verify-audit", GOLDEN.toString(), "--key", "sha256:" + "0".repeat(64)))
                .isEqualTo(1);
    }

    @Test
    void shouldEndWith2WhenFileIsMissing() {
        assertThat(run("verify-audit", "no-such-file")).isEqualTo(2);
        assertThat(out.toString()).contains("unreadable", "no-such-file");
    }

    @Test
    void shouldSayHowWhenKeyIsNoFingerprint() {
        assertThat(run("verify-audit", GOLDEN.toString(), "--key", "21fe31dfa154a261"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--key takes sha256:");
    }

    @Test
    void shouldShowUsageWhenCommandIsUnknown() {
        assertThat(run("no-such-command")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-command", "verify-audit");
    }

    private int run(String... arguments) {
        return Tools.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
