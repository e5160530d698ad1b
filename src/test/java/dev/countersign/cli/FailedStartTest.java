package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailedStartTest {

    @Test
    void shouldSayOnlyTheReasonWhenTheServiceRefusesToStart() {
        // given what the framework throws around a refusal of ours, which itself has a cause
        Throwable refusal = new IllegalStateException(
                "policies that cannot be used:\npolicy.json:1:33: error: unknown key \"tolls\" [/tolls]",
                new IOException("inner"));

        // when
        String said = said(new RuntimeException("Failed to start", new RuntimeException("a bean", refusal)));

        // then
        assertThat(said).isEqualToNormalizingNewlines("""
                        countersign: not started: policies that cannot be used:
                        policy.json:1:33: error: unknown key "tolls" [/tolls]
                        """);
    }

    @Test
    void shouldSayTheReasonAfterTheTraceWhenTheFailureIsNotOurs() {
        // given
        Throwable broken = new RuntimeException("Failed to start", new IOException("Port 8080 is in use"));

        // when
        String said = said(broken);

        // then
        assertThat(said)
                .startsWith("java.lang.RuntimeException: Failed to start")
                .contains("\tat ")
                .endsWith("countersign: not started: Port 8080 is in use" + System.lineSeparator());
    }

    @Test
    void shouldNameTheKindOfFailureWhenItHasNoMessage() {
        // given, when
        String said = said(new OutOfMemoryError());

        // then
        assertThat(said).endsWith("countersign: not started: java.lang.OutOfMemoryError" + System.lineSeparator());
    }

    private static String said(Throwable failure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new FailedStart(new PrintStream(bytes, true, StandardCharsets.UTF_8)).tell(failure);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
