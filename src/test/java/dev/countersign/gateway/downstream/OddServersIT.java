package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.downstream.FakeGate.Hold;
import dev.countersign.registry.Server;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that let us poll, break off, answer twice or without end: what becomes of held calls, and of others. */
@QuarkusTest
@TestProfile(EndpointProfile.class)
class OddServersIT {

    private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}";
    private static final int LONG = 20 * 1024 * 1024;

    @Inject
    FakeRegistry registry;

    @Inject
    FakeGate gate;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/mcp/odd")
    URI odd;

    private final String word = UUID.randomUUID().toString();
    private LedgerServer ledger;
    private McpAgent agent;

    @BeforeEach
    void start() {
        ledger = new LedgerServer();
        registry.add("odd", new Server.Http(ledger.url(), Map.of("x-own", "key")));
        agent = McpAgent.open(odd, FakeRegistry.BOT, "2025-11-25");
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private String call() {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\",\"arguments\":{\"ref\":\""
                + word + "\"},\"_meta\":{\"progressToken\":\"t\"}}}";
    }

    private static HttpServerResponse stream(HttpServerRequest request) {
        return request.response().setChunked(true).putHeader("content-type", "text/event-stream");
    }

    private static String progress(int value) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"t\",\"progress\":"
                + value + "}}";
    }

    /** Held, approved, and told. */
    private Hold released(McpAgent.Stream stream) {
        stream.head();
        await().untilAsserted(() -> gate.holding(word));
        Hold hold = gate.holding(word);
        hold.approve().toCompletableFuture().join();
        return hold;
    }

    private Hold released() {
        return released(agent.begin(call()));
    }

    private List<LedgerServer.Seen> resumptions() {
        return ledger.seen().stream()
                .filter(seen -> seen.headers().getOrDefault("last-event-id", "").contains(word))
                .toList();
    }

    @Test
    void shouldResumeByGetWithoutSecondPostWhenServerLetsUsPoll() {
        // given
        ledger.behave(word, (request, body) -> {
            String place = request.getHeader("last-event-id");
            if (place == null) {
                stream(request).end("id: " + word + "-1\nretry: 60\ndata:\n\n");
            } else if (place.endsWith("-1")) {
                stream(request).end("id: " + word + "-2\ndata: " + progress(1) + "\n\n");
            } else {
                stream(request).end("id: " + word + "-3\ndata: " + RESULT + "\n\n");
            }
        });
        McpAgent.Stream stream = agent.begin(call());
        // when
        Hold hold = released(stream);
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.Answered.class);
        assertThat(stream.whole()).contains(RESULT).doesNotContain(word + "-");
        assertThat(ledger.with(word)).hasSize(1);
        assertThat(resumptions())
                .extracting(LedgerServer.Seen::method, seen -> seen.headers().get("last-event-id"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("GET", word + "-1"),
                        org.assertj.core.groups.Tuple.tuple("GET", word + "-2"));
        assertThat(resumptions().get(0).headers())
                .containsEntry("x-own", "key")
                .containsEntry("accept", "text/event-stream")
                .containsEntry("mcp-protocol-version", "2025-11-25")
                .containsKey("mcp-session-id")
                .doesNotContainKeys("content-type", "authorization");
    }

    @Test
    void shouldResumeWhenStreamBreaksOffAfterEventIdAndProgressGoesOnGrowing() {
        // given
        ledger.behave(word, (request, body) -> {
            if (request.getHeader("last-event-id") == null) {
                stream(request)
                        .write("retry: 50\n\nid: " + word + "-1\ndata: " + progress(1) + "\n\n")
                        .onSuccess(written -> request.connection().close());
            } else {
                stream(request).end("data: " + progress(2) + "\n\ndata: " + RESULT + "\n\n");
            }
        });
        McpAgent.Stream stream = agent.begin(call());
        // when
        released(stream);
        // then
        stream.whole();
        List<Double> values = stream.messages().stream()
                .filter(message -> message.contains("notifications/progress"))
                .map(message -> Double.parseDouble(message.replaceAll(".*\"progress\":([0-9.]+).*", "$1")))
                .toList();
        assertThat(values)
                .isSorted()
                .doesNotHaveDuplicates()
                .last()
                .satisfies(last -> assertThat(last).isGreaterThan(2));
    }

    @Test
    void shouldComeBackWhenServerIsAwayForAMomentAndLetsUsPoll() {
        // given
        ledger.behave(word, (request, body) -> {
            if (request.getHeader("last-event-id") == null) {
                stream(request).end("id: " + word + "\nretry: 50\ndata:\n\n");
            } else if (resumptions().size() == 1) {
                request.response().setStatusCode(503).end();
            } else {
                stream(request).end("data: " + RESULT + "\n\n");
            }
        });
        // when
        Hold hold = released();
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.Answered.class);
        assertThat(ledger.with(word)).hasSize(1);
    }

    @Test
    void shouldBeUnknownWhenServerRefusesItsOwnEventId() {
        // given
        ledger.behave(word, (request, body) -> {
            if (request.getHeader("last-event-id") == null) {
                stream(request).end("id: " + word + "\nretry: 50\ndata:\n\n");
            } else {
                request.response().setStatusCode(405).end();
            }
        });
        // when
        Hold hold = released();
        // then
        assertThat(hold.answer)
                .isEqualTo(new ServerAnswer.Unknown("the server did not let its answer be resumed: HTTP 405"));
        assertThat(ledger.with(word)).hasSize(1);
    }

    @Test
    void shouldBeUnknownWhenStreamEndsWithoutEventId() {
        // given
        ledger.behave(word, (request, body) -> stream(request).end("data: " + progress(1) + "\n\n"));
        // when
        Hold hold = released();
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.Unknown.class);
        assertThat(ledger.seen()).noneMatch(seen -> seen.method().equals("GET"));
    }

    @Test
    void shouldBeUnknownWhenServerClosesInTheMiddleOfItsAnswer() {
        // given
        ledger.behave(
                word,
                (request, body) -> request.response()
                        .putHeader("content-type", "application/json")
                        .putHeader("content-length", "1000")
                        .write(RESULT)
                        .onSuccess(written -> request.connection().close()));
        // when
        Hold hold = released();
        // then
        assertThat(hold.answer).isEqualTo(new ServerAnswer.Unknown("the answer of the server broke off"));
        assertThat(ledger.with(word)).hasSize(1);
    }

    @Test
    void shouldTellFirstAnswerOnlyWhenServerAnswersTwice() {
        // given
        double before = metrics.counter("countersign.answers.repeated").count();
        String second = RESULT.replace("[]", "[\"second\"]");
        ledger.behave(word, (request, body) -> {
            HttpServerResponse out = stream(request);
            out.write("data: " + RESULT + "\n\ndata: " + second + "\n\n");
            request.response().end("data: " + second + "\n\n");
        });
        McpAgent.Stream stream = agent.begin(call());
        // when
        released(stream);
        // then
        assertThat(stream.whole()).containsOnlyOnce("\"result\"").contains(RESULT);
        await().untilAsserted(() -> assertThat(
                        metrics.counter("countersign.answers.repeated").count())
                .isEqualTo(before + 2));
    }

    @Test
    void shouldBeUnknownWhenTwoAnswersAreOneJsonBody() {
        // given
        ledger.behave(word, (request, body) -> LedgerServer.json(request.response(), RESULT + RESULT));
        // when
        Hold hold = released();
        // then
        assertThat(hold.answer)
                .isEqualTo(new ServerAnswer.Unknown("the server ended its answer without a JSON-RPC response"));
    }

    @Test
    void shouldBeUnknownWhenLineOfHeldCallsAnswerExceedsLimit() {
        // given
        ledger.behave(word, (request, body) -> stream(request).end(longLine()));
        // when
        Hold hold = released();
        // then
        assertThat(hold.answer).isEqualTo(new ServerAnswer.Unknown("the answer of the server exceeds 16 MiB"));
    }

    @Test
    void shouldAnswerWithErrorWhenLineOfFilteredListExceedsLimit() {
        // given
        ledger.behave(word, (request, body) -> stream(request).end(longLine()));
        // when
        HttpResponse<String> list = agent.post(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"cursor\":\"" + word + "\"}}");
        // then
        assertThat(list.body())
                .contains("\"id\":7")
                .contains("cannot be passed on")
                .hasSizeLessThan(1_000);
    }

    @Test
    void shouldPassLineOfAnySizeWhenNothingIsHeldOrFiltered() {
        // given
        ledger.behave(word, (request, body) -> stream(request).end(longLine()));
        // when
        HttpResponse<String> answer = agent.post(McpAgent.call("1", "echo", "{\"ref\":\"" + word + "\"}"));
        // then
        assertThat(answer.body()).hasSize(longLine().length());
    }

    @Test
    void shouldKeepResponseHereWhenItAnswersRequestOfOurs() {
        // when
        int ours = agent.post("{\"jsonrpc\":\"2.0\",\"id\":\"gw-" + word + "\",\"result\":{}}")
                .statusCode();
        // then
        assertThat(ours).isEqualTo(202);
        assertThat(ledger.with(word)).isEmpty();
    }

    /** Its memory is the gateway's: a server that talks without end to an agent that does not read must not fill it. */
    @Test
    void shouldLetGoOfTheAgentWhenItDoesNotReadWhatTheServerSays() throws Exception {
        // given an agent that sends its call and reads nothing
        ledger.behave(word, (request, body) -> talk(stream(request), 0));
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress(odd.getHost(), odd.getPort()));
            deaf.getOutputStream().write(post(call()).getBytes(StandardCharsets.UTF_8));
            await().untilAsserted(() -> gate.holding(word));
            Hold hold = gate.holding(word);

            // when
            hold.approve();

            // then: it counts as gone, and the call is followed to its end
            await().until(() -> hold.detached);
            await().until(() -> hold.answer instanceof ServerAnswer.Answered);
        }
    }

    /** 64 MiB of log messages, as fast as they are taken, then the answer. */
    private void talk(HttpServerResponse out, int said) {
        if (said == 64) {
            out.end("data: " + RESULT + "\n\n");
        } else {
            String text = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\""
                    + "x".repeat(1 << 20) + "\"}}";
            out.write("data: " + text + "\n\n").onSuccess(written -> talk(out, said + 1));
        }
    }

    private String post(String body) {
        return "POST /mcp/odd HTTP/1.1\r\nHost: " + odd.getAuthority() + "\r\nAuthorization: Bearer " + FakeRegistry.BOT
                + "\r\nMcp-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: " + agent.session()
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static Buffer longLine() {
        return Buffer.buffer("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"")
                .appendString("x".repeat(LONG))
                .appendString("\"}}\n\n");
    }
}
