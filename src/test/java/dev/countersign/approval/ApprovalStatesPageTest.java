package dev.countersign.approval;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Writes {@code docs/approval-states.md} from {@link Transitions} with {@code -Dgolden=overwrite}; fails when the page is stale. */
class ApprovalStatesPageTest {

    private static final Path PAGE = Path.of("docs", "approval-states.md");

    @Test
    void shouldSayWhatTheCodeDoesWhenThePageIsRead() throws IOException {
        String page = page();
        if ("overwrite".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("stale: run this test with -Dgolden=overwrite").hasContent(page);
    }

    private static String page() {
        return """
                # The states of a held call

                Generated from `Transitions` by `ApprovalStatesPageTest`; change the code, then run that test with `-Dgolden=overwrite`.

                ```mermaid
                stateDiagram-v2
                    [*] --> parking: the policy says hold
                """
                + Transitions.all().stream()
                        .map(t -> "    " + t.from().word() + " --> " + t.to().word() + ": " + t.command() + "\n")
                        .collect(joining())
                + Arrays.stream(Status.values())
                        .filter(Status::terminal)
                        .map(s -> "    " + s.word() + " --> [*]\n")
                        .collect(joining())
                + """
                ```

                | state | what it means |
                |---|---|
                """
                + Arrays.stream(Status.values())
                        .map(s -> "| `" + s.word() + "` | " + meaning(s) + " |\n")
                        .collect(joining())
                + """

                | from | command | to | when and why |
                |---|---|---|---|
                """
                + Transitions.all().stream()
                        .map(t -> "| `" + t.from().word() + "` | " + t.command() + " | `" + t.to().word() + "` | "
                                + t.note() + " |\n")
                        .collect(joining())
                + """

                Every other command in every other state is refused (`IllegalTransition`): `TransitionsTest` walks through all pairs.
                """;
    }

    private static String meaning(Status status) {
        return switch (status) {
            case PARKING -> "Recorded in PostgreSQL, not yet back from Kafka: nobody can decide it.";
            case PENDING -> "Waits for people to decide, until it expires by the database's clock.";
            case APPROVED ->
                "Enough people said yes to the same bytes: it is sent as soon as somebody waits for it, once.";
            case RELEASING -> "One node has claimed the right to send and is using it.";
            case COMPLETED -> "The server answered without an error.";
            case FAILED -> "The server answered with an error, or the call was provably not sent.";
            case DENIED -> "A person said no; it is never sent.";
            case EXPIRED -> "Nobody decided in time, or nobody collected the approval; it is never sent.";
            case WITHDRAWN -> "The agent took it back; it is never sent.";
            case VOIDED ->
                "It was approved, and the final gate said no because something had changed; it is never sent.";
            case UNKNOWN ->
                "Sent, or perhaps sent, and the answer was lost: it may have happened, and is never sent again.";
        };
    }
}
