package dev.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private Exchange exchange;

    @BeforeEach
    void start() throws IOException {
        exchange = Exchange.start(0, "credential", InstantSource.system());
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
    void shouldSettleOnTheRevisionWhenItIsKnown(String revision) throws Exception {
        // when
        HttpResponse<String> answer = post(initialize(revision), "");

        // then
        assertThat(JSON.readTree(answer.body()).at("/result/protocolVersion").asText())
                .isEqualTo(revision);
        assertThat(answer.headers().firstValue("Mcp-Session-Id")).isPresent();
    }

    @Test
    void shouldAnswerItsNewestRevisionWhenTheAskedOneIsUnknown() throws Exception {
        // when
        HttpResponse<String> answer = post(initialize("2024-11-05"), "");

        // then
        assertThat(JSON.readTree(answer.body()).at("/result/protocolVersion").asText())
                .isEqualTo("2025-11-25");
    }

    @Test
    void shouldRefuseWhenTheCredentialIsMissing() throws Exception {
        // when
        HttpRequest request = HttpRequest.newBuilder(exchange.url())
                .POST(HttpRequest.BodyPublishers.ofString(initialize("2025-06-18")))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"demo-exchange\"");
    }

    @Test
    void shouldRefuseWhenTheOriginIsForeign() throws Exception {
        // when
        HttpRequest request = request("")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(initialize("2025-06-18")))
                .build();

        // then
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldListItsToolsWithSchemasAndAnnotations() throws Exception {
        // when
        JsonNode tools = result(open(), "tools/list", "{}").path("tools");

        // then
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> {
            names.add(tool.path("name").asText());
            assertThat(tool.path("description").asText()).isNotBlank();
            assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
            assertThat(tool.at("/annotations/readOnlyHint").isBoolean()).isTrue();
        });
        assertThat(names)
                .containsExactly(
                        "get_order_book",
                        "get_ticker",
                        "get_balances",
                        "get_orders",
                        "get_transfers",
                        "place_order",
                        "cancel_order",
                        "transfer",
                        "withdraw",
                        "close_account");
    }

    @Test
    void shouldKeepDecimalsExactWhenMoneyMoves() throws Exception {
        // given
        String session = open();

        // when
        call(session, "transfer", "{\"to\":\"cold-storage\",\"currency\":\"USDT\",\"amount\":0.1}");
        call(session, "transfer", "{\"to\":\"cold-storage\",\"currency\":\"USDT\",\"amount\":0.2}");

        // then
        JsonNode balances = call(session, "get_balances", "{}").at("/structuredContent/balances");
        assertThat(balances.at("/0/available").asText()).isEqualTo("49999.7");
    }

    @Test
    void shouldShowAnOrderWhenItWasPlaced() throws Exception {
        // given
        String session = open();

        // when
        call(session, "place_order", "{\"symbol\":\"ETH-USDT\",\"side\":\"sell\",\"quantity\":2,\"price\":3500}");

        // then
        JsonNode order = call(session, "get_orders", "{\"status\":\"open\"}").at("/structuredContent/orders/0");
        assertThat(order.path("price").asText()).isEqualTo("3500");
        assertThat(order.path("side").asText()).isEqualTo("sell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\":\"a\",\"currency\":\"USDT\"}",
                "{\"to\":\"a\",\"currency\":\"USDT\",\"amount\":-1}",
                "{\"to\":\"a\",\"currency\":\"USDT\",\"amount\":1e400000}",
                "{\"to\":\"a\",\"currency\":\"USDT\",\"amount\":\"1\"}",
                "{\"to\":\"a\",\"currency\":\"EUR\",\"amount\":1}",
                "{\"to\":\"a\",\"currency\":\"USDT\",\"amount\":1,\"extra\":1}"
            })
    void shouldRefuseInWordsWhenAnArgumentIsWrong(String arguments) throws Exception {
        // when
        JsonNode result = call(open(), "transfer", arguments);

        // then
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).endsWith(".");
    }

    @Test
    void shouldAnswerAnErrorWhenTheToolIsUnknown() throws Exception {
        // when
        HttpResponse<String> answer = post(request("tools/call", "{\"name\":\"mint_money\"}"), open());

        // then
        assertThat(JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void shouldAnswer404WhenTheSessionWasDeleted() throws Exception {
        // given
        String session = open();
        HttpRequest delete = request(session).DELETE().build();

        // when
        int deleted = http.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode();

        // then
        assertThat(deleted).isEqualTo(204);
        assertThat(post(request("ping", "{}"), session).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKeepTheStreamOpenWhenAClientListens() throws Exception {
        // given
        HttpRequest listen = request(open()).GET().build();

        // when
        HttpResponse<InputStream> stream = http.send(listen, HttpResponse.BodyHandlers.ofInputStream());

        // then
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(new String(stream.body().readNBytes(8), StandardCharsets.UTF_8))
                .isEqualTo(": open\n\n");
        stream.body().close();
    }

    @Test
    void shouldTakeABatchOnlyWhenTheRevisionHasThem() throws Exception {
        // given
        String batch = "[" + request("ping", "{}") + "]";

        // when, then
        assertThat(post(batch, open("2025-03-26")).statusCode()).isEqualTo(200);
        assertThat(post(batch, open("2025-06-18")).statusCode()).isEqualTo(400);
    }

    private String open() throws Exception {
        return open("2025-06-18");
    }

    private String open(String revision) throws Exception {
        return post(initialize(revision), "")
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private JsonNode call(String session, String tool, String arguments) throws Exception {
        return result(session, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    private JsonNode result(String session, String method, String params) throws Exception {
        return JSON.readTree(post(request(method, params), session).body()).path("result");
    }

    private HttpResponse<String> post(String body, String session) throws Exception {
        HttpRequest request =
                request(session).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String session) {
        URI url = exchange.url();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer credential")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String initialize(String revision) {
        return request(
                "initialize",
                "{\"protocolVersion\":\"" + revision
                        + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
    }
}
