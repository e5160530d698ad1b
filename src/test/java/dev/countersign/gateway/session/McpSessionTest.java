package dev.countersign.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What comes behind a GET stream stays behind it, for a while. */
class McpSessionTest {

    private final McpSession session = new McpSession(new SessionRow(
            "id",
            new AgentName("bot"),
            new ServerName("bank"),
            Optional.empty(),
            "2025-11-25",
            new SessionRow.Client("test", "1", "{}"),
            false,
            RawMessage.of("{}")));

    @Test
    void shouldWaitForNothingWhenNoStreamIsOnItsWay() {
        assertThat(session.streamStands()).isDone();
    }

    @Test
    void shouldWaitUntilTheStreamStands() {
        // given
        CompletableFuture<Void> stands = session.opensStream();
        assertThat(session.streamStands()).isNotDone();
        // when
        stands.complete(null);
        // then
        assertThat(session.streamStands()).isDone();
    }

    @Test
    void shouldWaitForTheStreamItselfWhenTheExpectedOneCame() {
        // given
        session.expectsStream();
        CompletableFuture<Void> expected = session.streamStands();
        // when
        session.opensStream();
        // then: whoever waited looks again, and finds the stream on its way
        assertThat(expected).isDone();
        assertThat(session.streamStands()).isNotDone();
    }

    @Test
    void shouldNotWaitForLongWhenTheStreamDoesNotComeOrDoesNotStand() {
        session.expectsStream();
        await().until(() -> session.streamStands().isDone());
        session.opensStream();
        await().until(() -> session.streamStands().isDone());
    }
}
