package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.demo.Exchange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo exchange is a good MCP server by itself: everyday clients use it with nothing between. */
@Tag("processes")
class ExchangeClientsIT {
    private static final String CREDENTIAL = "credential-of-the-exchange";

    private static NodePackages npm;
    private static Exchange exchange;

    @BeforeAll
    static void start() throws IOException {
        npm = NodePackages.install();
        exchange = Exchange.start(0, CREDENTIAL, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldListItsToolsWhenAClientAsks(EverydayClient client) {
        // when
        JsonNode tools = client.tools(npm, exchange.url(), CREDENTIAL).path("tools");

        // then
        assertThat(tools).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMoveMoneyWhenAClientCalls(EverydayClient client) {
        // when
        JsonNode answer = client.answer(
                npm,
                exchange.url(),
                CREDENTIAL,
                "transfer",
                Map.of("to", client.name(), "currency", "ETH", "amount", "0.25"));

        // then
        assertThat(answer.at("/structuredContent/amount").asText()).isEqualTo("0.25");
    }
}
