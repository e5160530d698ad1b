package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ReplayServerTest {

    @Test
    void shouldServeItsListAsItWasRecordedAndKeepTheCalls() throws Exception {
        // given
        ToolList tools = ToolList.of("{\"tools\":[{\"name\": \"a\", \"n\":1.0},{\"name\":\"b\"}]}");
        try (ReplayServer server = ReplayServer.start(tools)) {
            McpAgent agent = McpAgent.open(URI.create(server.url()), "token");

            // when
            String list = agent.toolsList();
            String text = agent.call("a", "{\"x\":1.0}");

            // then
            assertThat(list).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + tools.result() + "}");
            assertThat(text).isEqualTo("done");
            assertThat(server.ledger()).singleElement().asString().contains("\"arguments\":{\"x\":1.0}");
        }
    }
}
