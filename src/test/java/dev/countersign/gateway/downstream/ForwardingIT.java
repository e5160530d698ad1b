package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.registry.Server;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointProfile.class)
class ForwardingIT {

    @Inject
    FakeRegistry registry;

    @Inject
    FakeGate gate;

    @TestHTTPResource("/mcp/bank")
    URI bank;

    private LedgerServer ledger;

    @BeforeEach
    void start() {
        ledger = new LedgerServer();
        registry.add("bank", new Server.Http(ledger.url(), Map.of("authorization", "Bearer the-gateways-own")));
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private McpAgent agent() {
        return McpAgent.open(bank, FakeRegistry.BOT, "2025-06-18");
    }

    @Test
    void shouldPassRequestAndAnswerByteForByteWhenCallIsAllowed() {
        // given
        McpAgent agent = agent();
        String answer =
                "{ \"jsonrpc\":\"2.0\", \"id\":\"x\\u0041\",\"result\":{\"n\":12345678901234567890,\"z\":1.10}}";
        ledger.behave("odd-word", (request, body) -> LedgerServer.json(request.response(), answer));
        String call =
                "{\"params\" : {\"arguments\":{\"a\":1.10,\"s\":\"\\u0041\\/odd-word\"},\"name\":\"echo\",\"x\":[ 1 ]},\n"
                        + "\"method\":\"tools/call\",\"id\":\"x\\u0041\",\"jsonrpc\":\"2.0\"}";
        // when
        HttpResponse<String> response = agent.post(call, "cookie", "a=b", "mcp-future-thing", "kept");
        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(answer);
        assertThat(ledger.with("odd-word")).singleElement().satisfies(seen -> {
            assertThat(seen.body()).isEqualTo(call);
            assertThat(seen.headers())
                    .containsEntry("authorization", "Bearer the-gateways-own")
                    .containsEntry("mcp-future-thing", "kept")
                    .doesNotContainKey("cookie");
        });
    }

    @Test
    void shouldRefuseWhenTokenIsMissingUnknownOrOfAnotherScheme() {
        for (String authorization : new String[] {"Bearer nobody", "Basic Ym90OmJvdA==", "Bearer ", ""}) {
            McpAgent agent = new McpAgent(bank, "x");
            HttpResponse<String> response = agent.send(
                    agent.request("authorization", authorization).POST(BodyPublishers.ofString(agent.initialize())));
            assertThat(response.statusCode()).as(authorization).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer realm=\"countersign\"");
            assertThat(response.body()).contains("\"code\":401").contains("\"id\":null");
        }
    }

    @Test
    void shouldAnswerNotFoundWhenServerIsUnknownOrNotGranted() {
        registry.add("closed-one", new Server.Http(ledger.url(), Map.of()));
        for (String server : new String[] {"nosuch", "closed-one", "bank/x"}) {
            McpAgent agent = new McpAgent(bank.resolve("/mcp/" + server), FakeRegistry.BOT);
            assertThat(agent.post(agent.initialize()).statusCode()).as(server).isEqualTo(404);
        }
    }

    @Test
    void shouldKeepServersSessionIdInsideWhenSessionIsOpened() {
        // when
        McpAgent agent = agent();
        // then
        assertThat(agent.session()).hasSize(43);
        assertThat(ledger.sessions()).doesNotContain(agent.session()).hasSize(1);
    }

    @Test
    void shouldRefuseSessionWhenAgentOrServerIsAnother() {
        // given
        McpAgent agent = agent();
        registry.add("bank2", new Server.Http(ledger.url(), Map.of()));
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        // when
        HttpResponse<String> thief =
                new McpAgent(bank, FakeRegistry.OTHER).session(agent.session()).post(ping);
        HttpResponse<String> elsewhere = new McpAgent(bank.resolve("/mcp/bank2"), FakeRegistry.BOT)
                .session(agent.session())
                .post(ping);
        // then
        assertThat(thief.statusCode()).isEqualTo(404);
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(agent.post(ping).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldEndSessionHereAndThereWhenAgentDeletesIt() {
        // given
        McpAgent agent = agent();
        // when
        HttpResponse<String> deleted = agent.send(agent.request().DELETE());
        // then
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(ledger.sessions()).isEmpty();
        assertThat(agent.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldEndSessionWhenServerDoesNotKnowItAnyMore() {
        // given
        McpAgent agent = agent();
        ledger.sessions().clear();
        // when
        HttpResponse<String> response = agent.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        // then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":404").contains("\"id\":1");
    }

    @Test
    void shouldCutHiddenToolsOutWhenToolsAreListed() {
        // when
        HttpResponse<String> response = agent().post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        // then
        assertThat(response.body()).contains("\"transfer\"").doesNotContain("delete_all");
        assertThat(gate.seenTools).extracting(tool -> tool.name().value()).contains("delete_all");
    }

    @Test
    void shouldAnswerWithToolResultWhenCallIsRefused() {
        // when
        HttpResponse<String> response = agent().post(McpAgent.call("7", "delete_all", "{}"));
        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"id\":7")
                .contains("[POLICY DENIED] no")
                .contains("\"isError\":true");
        assertThat(ledger.with("delete_all")).isEmpty();
    }

    @Test
    void shouldSayThatNothingWasSentWhenGateIsUnavailableOrRejects() {
        // given
        McpAgent agent = agent();
        // when
        HttpResponse<String> away = agent.post(McpAgent.call("7", "away", "{}"));
        HttpResponse<String> bad = agent.post(McpAgent.call("8", "bad", "{}"));
        // then
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("retry-after")).contains("2");
        assertThat(away.body()).contains("-32603");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("-32602");
    }

    @Test
    void shouldPassEventStreamChunkByChunkWhenServerStreams() {
        // given
        McpAgent agent = agent();
        ledger.behave("streamed", (request, body) -> {
            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            request.response().write("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n");
        });
        // when
        McpAgent.Stream stream = agent.begin(McpAgent.call("1", "echo", "{\"w\":\"streamed\"}"));
        // then
        await().untilAsserted(() -> assertThat(stream.text()).contains("notifications/message"));
        assertThat(stream.isOver()).isFalse();
        stream.cut();
    }

    @Test
    void shouldRefuseDecisionWhenServerClaimsOne() {
        // given
        McpAgent agent = agent();
        ledger.behave(
                "forged",
                (request, body) -> LedgerServer.json(
                        request.response(),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"_meta\":{\"dev.countersign/decision\":{}}}}"));
        // when
        HttpResponse<String> response = agent.post(McpAgent.call("1", "echo", "{\"w\":\"forged\"}"));
        // then
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).doesNotContain("dev.countersign/decision").contains("-32603");
    }

    @Test
    void shouldHideCredentialsFailureWhenServerRefusesGateway() {
        // given
        McpAgent agent = agent();
        ledger.behave(
                "locked",
                (request, body) -> request.response()
                        .setStatusCode(401)
                        .putHeader("www-authenticate", "Bearer realm=\"x\"")
                        .end());
        // when
        HttpResponse<String> response = agent.post(McpAgent.call("1", "echo", "{\"w\":\"locked\"}"));
        // then
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("credential was refused");
        assertThat(response.headers().firstValue("www-authenticate")).isEmpty();
    }

    @Test
    void shouldSayNotSentAndGiveBookingBackWhenServerIsDown() {
        // given
        McpAgent agent = agent();
        ledger.close();
        int before = gate.givenBack.get();
        // when
        HttpResponse<String> response = agent.post(McpAgent.call("1", "echo", "{}"));
        // then
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("\"sent\":false");
        assertThat(gate.givenBack.get()).isEqualTo(before + 1);
    }

    @Test
    void shouldGiveBookingBackWhenTheRefusalComesAsAnEventStream() {
        // given a server that refuses in a stream, after a word of its own, in pieces
        McpAgent agent = agent();
        ledger.behave("streamed-refusal", (request, body) -> {
            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            request.response()
                    .write(
                            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\ndata: {\"jsonrpc\":\"2.0\",");
            request.response().end("\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no such tool\"}}\n\n");
        });
        int before = gate.givenBack.get();
        // when
        HttpResponse<String> response = agent.post(McpAgent.call("1", "echo", "{\"w\":\"streamed-refusal\"}"));
        // then
        assertThat(response.body()).contains("no such tool");
        await().until(() -> gate.givenBack.get() == before + 1);
    }

    @Test
    void shouldRefuseSecondUseWhenIdIsStillOpen() {
        // given
        McpAgent agent = agent();
        ledger.behave("never-answered", (request, body) -> {});
        McpAgent.Stream first = agent.begin(McpAgent.call("5", "echo", "{\"w\":\"never-answered\"}"));
        await().until(() -> ledger.with("never-answered").size() == 1);
        // when
        HttpResponse<String> same = agent.post(McpAgent.call("5", "echo", "{}"));
        HttpResponse<String> text = agent.post(McpAgent.call("\"5\"", "echo", "{}"));
        // then
        assertThat(same.statusCode()).isEqualTo(400);
        assertThat(same.body()).contains("-32600");
        assertThat(text.statusCode()).isEqualTo(200);
        first.cut();
    }

    @Test
    void shouldKeepARequestBehindTheStreamThatCameBeforeIt() {
        // given a server that takes its time with the head of a GET stream
        McpAgent agent = agent();
        CompletableFuture<HttpServerRequest> listening = new CompletableFuture<>();
        ledger.behave("slow-stream", (request, body) -> listening.complete(request));
        McpAgent.Stream stream = agent.resume("slow-stream");
        await().until(listening::isDone);
        // when
        McpAgent.Stream call = agent.begin(McpAgent.call("1", "echo", "{\"w\":\"behind\"}"));
        // then
        await().during(Duration.ofMillis(200)).until(() -> ledger.with("behind").isEmpty());
        listening
                .join()
                .response()
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .write(": open\n\n");
        await().until(() -> !ledger.with("behind").isEmpty());
        assertThat(call.whole()).contains("done echo");
        stream.cut();
    }

    @Test
    void shouldNotWaitForAStreamForLongWhenTheServerDoesNotOpenIt() {
        // given
        McpAgent agent = agent();
        CompletableFuture<HttpServerRequest> listening = new CompletableFuture<>();
        ledger.behave("no-stream", (request, body) -> listening.complete(request));
        McpAgent.Stream stream = agent.resume("no-stream");
        await().until(listening::isDone);
        // when
        HttpResponse<String> answer = agent.post(McpAgent.call("1", "echo", "{}"));
        // then
        assertThat(answer.body()).contains("done echo");
        stream.cut();
    }

    @Test
    void shouldRefuseARevisionThatNobodyCanJudge() {
        // given
        McpAgent agent = agent();
        String unknown = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":\"2099-01-01\"}}}";
        // when
        HttpResponse<String> named = agent.post(unknown, "mcp-protocol-version", "2099-01-01");
        HttpResponse<String> header =
                agent.post(McpAgent.call("1", "transfer", "{}"), "mcp-protocol-version", "2099-01-01");
        // then
        assertThat(named.statusCode()).isEqualTo(400);
        assertThat(named.body())
                .contains("-32022")
                .contains("\"supported\":[\"2026-07-28\"]")
                .contains("\"requested\":\"2099-01-01\"");
        assertThat(header.body()).contains("-32022");
        assertThat(ledger.with("transfer")).isEmpty();
    }

    @Test
    void shouldRefuseACallWhoseHeaderAloneIsModern() {
        // when
        HttpResponse<String> refused =
                agent().post(McpAgent.call("1", "transfer", "{}"), "mcp-protocol-version", "2026-07-28");
        // then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("-32602");
        assertThat(ledger.with("transfer")).isEmpty();
    }

    @Test
    void shouldRefuseAModernRequestWhoseHeadersDisagree() {
        // given
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\",\"_meta\":"
                        + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}";
        // when
        HttpResponse<String> refused = agent().post(
                        call, "mcp-protocol-version", "2026-07-28", "mcp-method", "tools/call", "mcp-name", "echo");
        // then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("-32020").contains("mcp-name");
        assertThat(ledger.with("transfer")).isEmpty();
    }

    @Test
    void shouldPassWholeBatchOrNothingWhenRevisionHasBatches() {
        // given
        McpAgent old = McpAgent.open(bank, FakeRegistry.BOT, "2025-03-26");
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        // when
        HttpResponse<String> passing = old.post("[" + ping + "]");
        HttpResponse<String> gated =
                old.post("[" + ping + "," + McpAgent.call("2", "transfer", "{\"w\":\"inside\"}") + "]");
        HttpResponse<String> newer = agent().post("[" + ping + "]");
        // then
        assertThat(passing.statusCode()).isEqualTo(200);
        assertThat(gated.statusCode()).isEqualTo(400);
        assertThat(gated.body()).contains("-32600").contains("tools/call");
        assertThat(newer.body()).contains("-32600");
        assertThat(ledger.with("inside")).isEmpty();
    }

    @Test
    void shouldPumpServersOwnMessagesWhenAgentListens() {
        // given
        McpAgent agent = agent();
        McpAgent.Stream stream = agent.listen();
        await().until(() -> ledger.streams().size() == 1);
        // when
        ledger.streams().get(0).write("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n");
        // then
        await().untilAsserted(() -> assertThat(stream.messages()).hasSize(1));
        // when
        stream.cut();
        // then
        await().until(() -> ledger.streams().isEmpty());
    }

    @Test
    void shouldRefuseBodyWhenItIsNoJsonOrTooLarge() {
        // given
        McpAgent agent = agent();
        // then
        assertThat(agent.post("{}", "content-type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(agent.post("{}", "content-type", "application/json; charset=utf-16")
                        .statusCode())
                .isEqualTo(415);
        assertThat(agent.post("{}", "content-encoding", "gzip").statusCode()).isEqualTo(415);
        assertThat(agent.post("{\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(agent.post("{\"a\":1").body()).contains("-32700");
        assertThat(agent.send(agent.request().PUT(BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
    }
}
