package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.registry.Server;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The approval's link, shown through clients that declare it; an answer to it decides nothing (ADR 11). */
@QuarkusTest
@TestProfile(EndpointProfile.class)
class CourtesyLinkIT {

    private static final String TAKES_LINKS = "{\"elicitation\":{\"form\":{},\"url\":{}}}";

    @Inject
    FakeRegistry registry;

    @Inject
    FakeGate gate;

    @TestHTTPResource("/mcp/bank")
    URI bank;

    private final String word = UUID.randomUUID().toString();
    private LedgerServer ledger;

    @BeforeEach
    void start() {
        ledger = new LedgerServer();
        registry.add("bank", new Server.Http(ledger.url(), Map.of()));
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void shouldShowTheLinkOnceWhenTheClientDeclaresIt() {
        // given
        McpAgent.Stream held = hold(agent("2025-11-25", TAKES_LINKS));

        // when
        await().until(() -> held.messages().size() == 1);
        gate.holding(word).tell("[APPROVAL PENDING]");

        // then
        assertThat(held.whole())
                .contains("\"mode\":\"url\"")
                .contains(gate.holding(word).url());
        assertThat(held.messages()).hasSize(3);
        assertThat(held.messages().get(1)).contains("notifications/elicitation/complete");
    }

    @Test
    void shouldTakeNoAnswerForADecision() {
        // given
        McpAgent agent = agent("2025-11-25", TAKES_LINKS);
        McpAgent.Stream held = hold(agent);
        await().until(() -> held.messages().size() == 1);
        String id = held.messages().get(0).replaceFirst(".*\"id\":\"(gw-[^\"]+)\".*", "$1");

        // when
        HttpResponse<String> answer =
                agent.post("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{\"action\":\"accept\"}}");

        // then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(ledger.with(id)).isEmpty();
        assertThat(gate.holding(word).withdrawn).isFalse();
        assertThat(held.isOver()).isFalse();
        assertThat(ledger.with(word)).isEmpty();
        held.cut();
    }

    @Test
    void shouldShowNothingWhenTheClientDoesNotDeclareItOrItsRevisionHasNoLinks() {
        // given
        McpAgent.Stream silent = hold(agent("2025-11-25", "{\"elicitation\":{}}"));
        await().until(() -> silent.text().contains(": waiting"));
        assertThat(silent.messages()).isEmpty();
        silent.cut();

        // when
        McpAgent.Stream older = hold(agent("2025-06-18", TAKES_LINKS));

        // then
        await().until(() -> older.text().contains(": waiting"));
        assertThat(older.messages()).isEmpty();
        older.cut();
    }

    private McpAgent agent(String version, String capabilities) {
        return McpAgent.open(bank, FakeRegistry.BOT, version, capabilities);
    }

    private McpAgent.Stream hold(McpAgent agent) {
        McpAgent.Stream held = agent.begin(McpAgent.call("1", "transfer", "{\"ref\":\"" + word + "\"}"));
        await().untilAsserted(() -> assertThat(gate.holding(word)).isNotNull());
        return held;
    }
}
