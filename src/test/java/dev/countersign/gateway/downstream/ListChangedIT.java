package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.ServerName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.ModernAgent;
import dev.countersign.registry.Server;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents hear of a changed list of tools where the server has promised it, and between the server's own events only. */
@QuarkusTest
@TestProfile(EndpointProfile.class)
class ListChangedIT {

    private static final String CHANGED = "notifications/tools/list_changed";
    private static final ServerName BANK = new ServerName("bank");

    @Inject
    FakeRegistry registry;

    @Inject
    Catalogue catalogue;

    @TestHTTPResource("/mcp/bank")
    URI bank;

    private final String tool = "tool_" + UUID.randomUUID().toString().substring(0, 8);
    private LedgerServer ledger;

    @BeforeEach
    void start() {
        ledger = new LedgerServer();
        registry.add("bank", new Server.Http(ledger.url(), Map.of()));
        define("before");
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private void define(String description) {
        catalogue.seen(
                BANK,
                List.of("{\"name\":\"" + tool + "\",\"description\":\"" + description
                        + "\",\"inputSchema\":{\"type\":\"object\"}}"));
    }

    private void declares(boolean listChanged) {
        ledger.behave("\"initialize\"", (request, body) -> {
            ledger.sessions().add("theirs");
            request.response()
                    .putHeader("content-type", "application/json")
                    .putHeader("mcp-session-id", "theirs")
                    .end("{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"result\":{\"protocolVersion\":\"2025-06-18\","
                            + "\"capabilities\":{\"tools\":{\"listChanged\":" + listChanged
                            + "}},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}");
        });
    }

    private McpAgent.Stream listening() {
        McpAgent.Stream stream =
                McpAgent.open(bank, FakeRegistry.BOT, "2025-06-18").listen();
        await().until(() -> !ledger.streams().isEmpty() && stream.text().contains("open"));
        return stream;
    }

    @Test
    void shouldTellOnceWhenADefinitionChanged() {
        // given
        declares(true);
        McpAgent.Stream stream = listening();
        // when
        define("after");
        // then
        await().until(() -> stream.messages().stream().anyMatch(m -> m.contains(CHANGED)));
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .until(() -> stream.messages().size() == 1);
        stream.cut();
    }

    @Test
    void shouldWaitForTheEndOfAnEventWhenTheServerIsInTheMiddleOfOne() {
        // given
        declares(true);
        McpAgent.Stream stream = listening();
        ledger.streams().get(0).write("data: {\"half\":");
        await().until(() -> stream.text().contains("half"));
        // when
        define("after");
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .until(() -> !stream.text().contains(CHANGED));
        ledger.streams().get(0).write("1}\n\n");
        // then
        await().until(() -> stream.text().contains(CHANGED));
        assertThat(stream.messages().get(0)).isEqualTo("{\"half\":1}");
        stream.cut();
    }

    @Test
    void shouldInventNothingWhenTheServerDoesNotDeclareIt() {
        // given
        declares(false);
        McpAgent.Stream stream = listening();
        // when
        define("after");
        // then
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .until(() -> !stream.text().contains(CHANGED));
        stream.cut();
    }

    @Test
    void shouldTellASubscriberWhenTheServerHasAgreedToTellOfChanges() {
        // given
        McpAgent.Stream stream = subscription("{\"toolsListChanged\":true}");
        // when
        define("after");
        // then
        await().until(() -> stream.messages().stream().anyMatch(m -> m.contains(CHANGED)));
        assertThat(stream.messages().get(1)).contains("\"io.modelcontextprotocol/subscriptionId\":1");
        stream.cut();
    }

    @Test
    void shouldTellASubscriberNothingThatTheServerHasNotAgreedTo() {
        // given
        McpAgent.Stream stream = subscription("{\"promptsListChanged\":true}");
        // when
        define("after");
        // then
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .until(() -> !stream.text().contains(CHANGED));
        stream.cut();
    }

    @Test
    void shouldKeepASubscriptionAliveWhenTheServerIsSilent() {
        // when
        McpAgent.Stream stream = subscription("{\"toolsListChanged\":true}");
        // then
        await().until(() -> stream.text().contains(": waiting"));
        assertThat(stream.messages()).hasSize(1);
        stream.cut();
    }

    private McpAgent.Stream subscription(String notifications) {
        McpAgent.Stream stream = new ModernAgent(bank, FakeRegistry.BOT).subscribe(notifications);
        await().until(() -> !stream.messages().isEmpty());
        return stream;
    }
}
