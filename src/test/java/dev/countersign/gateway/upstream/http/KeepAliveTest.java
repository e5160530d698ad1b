package dev.countersign.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.RandomIds;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.SessionRow;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.NoStore;
import dev.countersign.registry.Server;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

    private static final Duration SILENCE = Duration.ofMillis(200);

    private final LedgerServer ledger = new LedgerServer();
    private final Vertx vertx = Vertx.vertx();
    private final IdSource ids = new RandomIds();
    private final Sessions sessions = new Sessions(new NoStore(), ids, 10);
    private McpSession session;

    @BeforeEach
    void start() {
        new KeepAlive(
                        vertx,
                        new OneServer(new Server.Http(ledger.url(), Map.of("x-own", "key"))),
                        sessions,
                        new UpstreamSessions(vertx, new HttpClients(vertx), sessions, ids),
                        SILENCE)
                .begin();
        session = sessions.open(new SessionRow(
                        "ours",
                        new AgentName("bot"),
                        OneServer.NAME,
                        Optional.of("theirs"),
                        "2025-06-18",
                        new SessionRow.Client("test", "1", "{}"),
                        false,
                        RawMessage.of("{}")))
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        ledger.close();
    }

    @Test
    void shouldPingServersSessionAgainAndAgainWhenCallIsHeldInSilence() {
        // when
        session.hold(1);
        // then: the server does not know the session and says 404, which counts for nothing
        await().untilAsserted(() -> assertThat(ledger.seen()).hasSizeGreaterThan(1));
        assertThat(ledger.seen())
                .allSatisfy(seen -> assertThat(seen.body())
                        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"gw-")
                        .endsWith("\",\"method\":\"ping\"}"))
                .allSatisfy(seen -> assertThat(seen.headers())
                        .containsEntry("mcp-session-id", "theirs")
                        .containsEntry("mcp-protocol-version", "2025-06-18")
                        .containsEntry("x-own", "key"));
        assertThat(session.upstreamId()).contains("theirs");
    }

    @Test
    void shouldStayQuietWhenNothingIsHeldOrSessionIsInUse() {
        // given
        McpSession busy = session;
        vertx.setPeriodic(SILENCE.toMillis() / 10, turn -> busy.use());
        busy.hold(1);
        long start = System.nanoTime();
        // when
        await().until(() -> System.nanoTime() - start > 4 * SILENCE.toNanos());
        // then
        assertThat(ledger.seen()).isEmpty();
    }

    @Test
    void shouldStopWhenHoldIsOver() {
        // given
        session.hold(1);
        await().untilAsserted(() -> assertThat(ledger.seen()).isNotEmpty());
        // when
        session.stopHolding();
        List<LedgerServer.Seen> before = List.copyOf(ledger.seen());
        long start = System.nanoTime();
        await().until(() -> System.nanoTime() - start > 3 * SILENCE.toNanos());
        // then: at most the one that was on its way
        assertThat(ledger.seen()).hasSizeLessThanOrEqualTo(before.size() + 1);
    }
}
