package dev.countersign.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's agent against a gateway that answers from a list. */
class FirstCallTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private HttpServer gateway;
    private FirstCall firstCall;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.setExecutor(Executors.newCachedThreadPool());
        gateway.createContext("/", this::answer);
        gateway.start();
        URI endpoint = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/mcp/exchange");
        firstCall = new FirstCall(endpoint, "token", answered::incrementAndGet);
    }

    @AfterEach
    void stop() {
        firstCall.close();
        gateway.stop(0);
    }

    @Test
    void shouldCallAgainWithTheSameBytesWhenToldThatItIsPending() {
        // given
        texts.add("[APPROVAL PENDING] call again");
        texts.add("{}");

        // when
        firstCall.start();

        // then
        await().atMost(Duration.ofSeconds(20)).until(() -> answered.get() == 1);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1)).isEqualTo(calls.get(0)).contains("\"amount\":250.00");
    }

    @Test
    void shouldBeDoneWhenAPersonDenied() {
        // given
        texts.add("[APPROVAL DENIED] no");

        // when
        firstCall.start();

        // then
        await().atMost(Duration.ofSeconds(20)).until(() -> answered.get() == 1);
        assertThat(calls).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenTheServiceIsNotReady() {
        // given
        texts.add("503");
        texts.add("{}");

        // when
        firstCall.start();

        // then
        await().atMost(Duration.ofSeconds(20)).until(() -> answered.get() == 1);
        assertThat(calls).hasSize(2);
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            String body = new String(http.getRequestBody().readAllBytes(), UTF_8);
            if (body.contains("\"initialize\"")) {
                http.getResponseHeaders().set("Mcp-Session-Id", "s");
                send(http, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}");
            } else if (!body.contains("tools/call")) {
                http.sendResponseHeaders(202, -1);
            } else {
                calls.add(body);
                tell(http, texts.remove());
            }
        }
    }

    private static void tell(HttpExchange http, String text) throws IOException {
        if (text.equals("503")) {
            http.sendResponseHeaders(503, -1);
            return;
        }
        String progress =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1}}";
        String result = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
                + text.replace("\"", "\\\"") + "\"}]}}";
        send(
                http,
                "text/event-stream",
                ": waiting\n\nevent: message\ndata: " + progress + "\n\nid: 1\ndata: " + result + "\n\n");
    }

    private static void send(HttpExchange http, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        http.getResponseHeaders().set("Content-Type", type);
        http.sendResponseHeaders(200, bytes.length);
        http.getResponseBody().write(bytes);
    }
}
