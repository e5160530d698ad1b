package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.downstream.FakeGate.Hold;
import dev.countersign.registry.Server;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointProfile.class)
class HoldingIT {

    @Inject
    FakeRegistry registry;

    @Inject
    FakeGate gate;

    @TestHTTPResource("/mcp/bank")
    URI bank;

    private final String word = UUID.randomUUID().toString();
    private LedgerServer ledger;
    private McpAgent agent;

    @BeforeEach
    void start() {
        ledger = new LedgerServer();
        registry.add("bank", new Server.Http(ledger.url(), Map.of()));
        agent = McpAgent.open(bank, FakeRegistry.BOT, "2025-06-18");
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private String call(String id) {
        return McpAgent.call(id, "transfer", "{\"ref\":\"" + word + "\"}");
    }

    private String callWithToken(String token) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\",\"arguments\":{\"ref\":\""
                + word + "\"},\"_meta\":{\"progressToken\":" + token + "}}}";
    }

    private Hold held() {
        await().untilAsserted(() -> gate.holding(word));
        return gate.holding(word);
    }

    @Test
    void shouldOpenStreamAtOnceAndGiveSignsOfLifeWhenCallIsHeld() {
        // when
        McpAgent.Stream stream = agent.begin(call("1"));
        // then
        assertThat(stream.head().statusCode()).isEqualTo(200);
        assertThat(stream.head().headers().map())
                .extractingByKeys("content-type", "x-accel-buffering", "cache-control", "mcp-session-id")
                .extracting(values -> values.get(0))
                .containsExactly("text/event-stream", "no", "no-cache, no-transform", agent.session());
        await().untilAsserted(() -> assertThat(stream.text().split(": waiting")).hasSizeGreaterThan(3));
        assertThat(stream.messages()).isEmpty();
        assertThat(ledger.with(word)).isEmpty();
        stream.cut();
    }

    @Test
    void shouldSendOnceAndEndStreamWithServersAnswerWhenReleased() {
        // given
        McpAgent.Stream stream = agent.begin(call("\"call-é\""));
        Hold hold = held();
        // when
        assertThat(hold.approve().toCompletableFuture().join()).isTrue();
        // then
        assertThat(stream.whole()).endsWith("\n\n");
        assertThat(stream.messages())
                .singleElement()
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"call-é\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"done transfer\"}]}}");
        assertThat(ledger.with(word))
                .singleElement()
                .satisfies(seen -> assertThat(seen.body()).isEqualTo(call("\"call-é\"")));
        assertThat(hold.sent).isTrue();
    }

    @Test
    void shouldProgressWithTokenOfRequestWhenItHasOne() {
        // given
        McpAgent.Stream stream = agent.begin(callWithToken("\"tok\\u0041\""));
        Hold hold = held();
        ledger.behave(word, (request, body) -> {
            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            request.response()
                    .write(
                            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"tokA\",\"progress\":1}}\n\n");
            request.response().end("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n");
        });
        await().untilAsserted(() -> assertThat(stream.messages()).hasSizeGreaterThan(1));
        // when
        hold.approve().toCompletableFuture().join();
        // then
        String whole = stream.whole();
        assertThat(stream.messages())
                .allSatisfy(message -> assertThat(message).containsAnyOf("\"tok\\u0041\"", "\"result\""));
        assertThat(whole).contains("\"progress\":0.0001").contains("Waiting for approval " + hold.id + " (0 min)");
        assertThat(stream.messages().get(stream.messages().size() - 2)).contains("\"progress\":1.000");
    }

    @Test
    void shouldLetGoOfCallWhenAgentHangsUp() {
        // given
        McpAgent.Stream stream = agent.begin(call("1"));
        Hold hold = held();
        // when
        stream.cut();
        // then
        await().until(() -> hold.detached);
        assertThat(hold.withdrawn).isFalse();
        assertThat(hold.tell("too late").toCompletableFuture().join()).isFalse();
    }

    @Test
    void shouldWithdrawCallWhenItsSessionCancelsIt() {
        // given
        McpAgent.Stream stream = agent.begin(call("77"));
        Hold hold = held();
        McpAgent sibling = McpAgent.open(bank, FakeRegistry.BOT, "2025-06-18");
        String cancelled =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77,\"reason\":\"stop\"}}";
        // when
        sibling.post(cancelled);
        // then
        assertThat(hold.withdrawn).isFalse();
        // when
        assertThat(agent.post(cancelled).statusCode()).isEqualTo(202);
        // then
        await().until(() -> hold.withdrawn);
        assertThat(stream.whole()).doesNotContain("data:");
        assertThat(ledger.with("notifications/cancelled")).hasSize(1);
    }

    @Test
    void shouldLetGoOfCallWhenCancellationIsTimeout() {
        // given
        McpAgent.Stream stream = agent.begin(call("\"a\\u0062\""));
        Hold hold = held();
        // when
        agent.post(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"ab\",\"reason\":"
                        + "\"McpError: MCP error -32001: Request timed out\"}}");
        // then
        await().until(() -> hold.detached);
        assertThat(hold.withdrawn).isFalse();
        assertThat(stream.whole()).doesNotContain("data:");
    }

    @Test
    void shouldWaitSilentlyAndAnswerAsJsonWhenAgentTakesNoEventStream() {
        // given
        McpAgent.Stream stream = agent.begin(call("1"), "accept", "application/json");
        Hold hold = held();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(hold.request.caller().streaming()).isFalse();
        assertThat(stream.head().headers().firstValue("content-type")).contains("application/json");
        assertThat(stream.whole()).contains("done transfer");
    }

    @Test
    void shouldOpenServersSessionAgainWhenItWasLostMeanwhile() {
        // given
        McpAgent.Stream stream = agent.begin(call("1"));
        Hold hold = held();
        ledger.sessions().clear();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(stream.whole()).contains("done transfer");
        assertThat(ledger.with(word)).hasSize(1);
        assertThat(agent.post("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldBeUnknownAndNotRepeatedWhenAnswerIsLost() {
        // given
        ledger.behave(word, (request, body) -> request.connection().close());
        McpAgent.Stream stream = agent.begin(call("1"));
        Hold hold = held();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.Unknown.class);
        assertThat(stream.whole()).contains("[OUTCOME UNKNOWN]");
        assertThat(ledger.with(word)).hasSize(1);
    }

    @Test
    void shouldBeProvablyNotSentWhenServerIsDown() {
        // given
        agent.begin(call("1"));
        Hold hold = held();
        ledger.close();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.NotSent.class);
        assertThat(hold.sent).isFalse();
    }

    @Test
    void shouldKeepStatusWhenServerAnswersWithoutResponse() {
        // given
        ledger.behave(
                word, (request, body) -> request.response().setStatusCode(500).end("oops"));
        agent.begin(call("1"));
        Hold hold = held();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(hold.answer).isEqualTo(new ServerAnswer.HttpError(500, "the server answered HTTP 500"));
    }

    @Test
    void shouldAnswerOtherRequestsWhenOneIsHeld() {
        // given
        McpAgent.Stream stream = agent.begin(call("1"));
        held();
        // when
        int status =
                agent.post("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}").statusCode();
        // then
        assertThat(status).isEqualTo(200);
        stream.cut();
    }
}
