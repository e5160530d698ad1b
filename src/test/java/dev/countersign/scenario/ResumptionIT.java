package dev.countersign.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A held call outlives its connections: the stream is resumed, here or on another node, by the one who may, and told once. */
@Tag("processes")
class ResumptionIT {

    private static final String BOT = "bot-token-0123456789abcdef";
    private static final String OTHER = "other-token-0123456789abcdef";
    private static final String BOB = "bob-token-0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final LedgerServer LEDGER = new LedgerServer();
    private static RunningService node;
    private static Person bob;

    private final String word = "w" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        node = RunningService.start(configuration());
        bob = new Person(node, BOB);
    }

    @AfterAll
    static void stop() {
        node.close();
        LEDGER.close();
    }

    @Test
    void shouldWaitOnElsewhereWhenItsNodeIsKilledAndItsConnectionIsCutAgainAndAgain() {
        // given a call held on a node that is killed
        RunningService doomed = RunningService.start(configuration());
        McpAgent there = McpAgent.open(doomed.url("/mcp/bank"), BOT, "2025-11-25");
        McpAgent agent = there.at(node.url("/mcp/bank"));
        McpAgent.Stream leg = held(there);
        doomed.kill();
        leg.cut();
        Set<String> ids = new TreeSet<>(leg.ids());
        // when it is resumed three times on the other node
        for (int i = 0; i < 3; i++) {
            McpAgent.Stream next = agent.resume(leg.lastId());
            await().atMost(PATIENCE).until(() -> !next.lastId().isEmpty());
            assertThat(next.head().statusCode()).isEqualTo(200);
            assertThat(next.text()).startsWith("id: cs.").contains("retry: 1000", "data:\n\n");
            assertThat(ids.addAll(next.ids())).isTrue();
            if (i < 2) {
                next.cut();
            }
            leg = next;
        }
        approve();
        // then
        McpAgent.Stream last = leg;
        await().atMost(PATIENCE).until(last::isOver);
        assertThat(last.messages()).hasSize(1).first().asString().contains("done transfer", "\"id\":7");
        assertThat(LEDGER.with(word)).hasSize(1);
    }

    @Test
    void shouldTellTheAnswerOnEachLegOnceWhenItWasToldOnACutOne() {
        // given an answer that was told
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        String first = leg.ids().get(0);
        approve();
        await().atMost(PATIENCE).until(leg::isOver);
        // when the agent says that it saw the primer only
        McpAgent.Stream again = agent.resume(first);
        await().atMost(PATIENCE).until(again::isOver);
        // then
        assertThat(again.messages()).hasSize(1).first().asString().contains("done transfer");
        assertThat(LEDGER.with(word)).hasSize(1);
    }

    @Test
    void shouldSayWhatTheServerSaidMeanwhileWhenResumedDuringTheSending() {
        // given a server that speaks before it answers
        AtomicReference<HttpServerResponse> server = new AtomicReference<>();
        LEDGER.behave(word, (request, body) -> {
            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            request.response().write(said("one"));
            server.set(request.response());
        });
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        approve();
        await().atMost(PATIENCE).until(() -> leg.text().contains("one"));
        // when it goes on while no leg is open
        leg.cut();
        bob.await1(word, Set.of("releasing"), Set.of(false));
        server.get().write("id: theirs\n" + said("two"));
        server.get().end("data: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[]}}\n\n");
        bob.await1(word, Set.of("completed"), Set.of(false));
        McpAgent.Stream next = agent.resume(leg.lastId());
        // then
        await().atMost(PATIENCE).until(next::isOver);
        assertThat(next.messages()).hasSize(2);
        assertThat(next.messages().get(0)).contains("two");
        assertThat(next.messages().get(1)).contains("\"result\"");
        assertThat(next.ids()).hasSize(3).allMatch(id -> id.startsWith("cs."));
    }

    @Test
    void shouldRefuseStreamsThatAreNotTheAgentsWhenResumed() {
        // given
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        String id = leg.lastId();
        String ahead = id.substring(0, id.lastIndexOf('.')) + ".5000000001";
        McpAgent sibling = agent();
        McpAgent stranger = McpAgent.open(node.url("/mcp/bank"), OTHER, "2025-11-25");
        McpAgent thief = new McpAgent(node.url("/mcp/bank"), OTHER).session(agent.session());
        // then
        Stream.of(
                        agent.resume("cs." + "0".repeat(32) + ".1"),
                        agent.resume("cs.forged"),
                        agent.resume(ahead),
                        sibling.resume(id),
                        stranger.resume(id),
                        thief.resume(id))
                .forEach(refused -> assertThat(refused.head().statusCode()).isEqualTo(404));
        assertThat(leg.isOver()).isFalse();
        leg.cut();
    }

    @Test
    void shouldNotTakeTheCallBackWhenARepeatWaitsForItNow() {
        // given
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        leg.cut();
        bob.await1(word, Set.of("pending"), Set.of(false));
        McpAgent.Stream repeat = agent.begin(McpAgent.call("8", "transfer", "{\"to\":\"" + word + "\"}"));
        bob.await1(word, Set.of("pending"), Set.of(true));
        // when
        assertThat(agent.resume(leg.lastId()).head().statusCode()).isEqualTo(404);
        approve();
        // then
        await().atMost(PATIENCE).until(repeat::isOver);
        assertThat(repeat.messages()).hasSize(1).first().asString().contains("\"id\":8");
        assertThat(LEDGER.with(word)).hasSize(1);
    }

    @Test
    void shouldKeepTheIdInFlightAndHonourItsCancellationWhenResumed() {
        // given
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        leg.cut();
        McpAgent.Stream next = agent.resume(leg.lastId());
        await().atMost(PATIENCE).until(() -> !next.lastId().isEmpty());
        bob.await1(word, Set.of("pending"), Set.of(true));
        // when
        assertThat(agent.post(McpAgent.call("7", "echo", "{}")).statusCode()).isEqualTo(400);
        assertThat(agent.post(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}")
                        .statusCode())
                .isEqualTo(202);
        // then
        bob.await1(word, Set.of("withdrawn"), Set.of(false));
        await().atMost(PATIENCE).until(next::isOver);
        assertThat(next.messages()).isEmpty();
        assertThat(agent.resume(next.lastId()).head().statusCode()).isEqualTo(204);
    }

    @Test
    void shouldTellTheServerAndNotKnowTheOutcomeWhenCancelledAfterTheSending() {
        // given a server that does not answer
        LEDGER.behave(
                "\"to\":\"" + word,
                (request, body) -> request.response()
                        .setChunked(true)
                        .putHeader("content-type", "text/event-stream")
                        .write(": working\n\n"));
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        approve();
        await().atMost(PATIENCE).until(() -> !LEDGER.with(word).isEmpty());
        int before = LEDGER.with("notifications/cancelled").size();
        // when
        agent.post(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7,\"reason\":\"stop\"}}");
        // then
        await().atMost(PATIENCE).until(leg::isOver);
        assertThat(leg.messages()).isEmpty();
        bob.await1(word, Set.of("unknown"), Set.of(false));
        List<LedgerServer.Seen> told = LEDGER.with("notifications/cancelled");
        assertThat(told).hasSize(before + 1);
        assertThat(told.get(before).body()).contains("\"requestId\":7");
    }

    @Test
    void shouldComeBackToAnotherNodeWhenItsNodeStops() {
        // given
        RunningService stopping = RunningService.start(configuration());
        McpAgent there = McpAgent.open(stopping.url("/mcp/bank"), BOT, "2025-11-25");
        McpAgent.Stream leg = held(there);
        // when
        stopping.close();
        // then
        await().atMost(PATIENCE).until(leg::isOver);
        assertThat(leg.messages()).isEmpty();
        assertThat(leg.text()).endsWith("retry: 1000\n\n");
        McpAgent.Stream next = there.at(node.url("/mcp/bank")).resume(leg.lastId());
        bob.await1(word, Set.of("pending"), Set.of(true));
        approve();
        await().atMost(PATIENCE).until(next::isOver);
        assertThat(next.messages()).hasSize(1).first().asString().contains("done transfer");
    }

    @Test
    void shouldLeaveTheCallAndForgetTheStreamWhenTheSessionEnds() {
        // given
        McpAgent agent = agent();
        McpAgent.Stream leg = held(agent);
        // when
        agent.send(agent.request().DELETE());
        // then
        await().atMost(PATIENCE).until(leg::isOver);
        bob.await1(word, Set.of("pending"), Set.of(false));
        assertThat(agent.resume(leg.lastId()).head().statusCode()).isEqualTo(404);
    }

    private static String said(String text) {
        return "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"" + text
                + "\"}}\n\n";
    }

    private static McpAgent agent() {
        return McpAgent.open(node.url("/mcp/bank"), BOT, "2025-11-25");
    }

    /** A call that waits on its stream. */
    private McpAgent.Stream held(McpAgent agent) {
        McpAgent.Stream leg = agent.begin(McpAgent.call("7", "transfer", "{\"to\":\"" + word + "\"}"));
        bob.await1(word, Set.of("pending"), Set.of(true));
        await().atMost(PATIENCE).until(() -> !leg.lastId().isEmpty());
        return leg;
    }

    private void approve() {
        JsonNode approval = bob.await1(word, Set.of("pending"), Set.of(true));
        assertThat(bob.approve(approval, word)).isEqualTo(200);
    }

    private static Map<String, Object> configuration() {
        Map<String, Object> bank = Map.of("url", LEDGER.url().toString(), "policy", policy(), "hold-budget", "PT120S");
        Map<String, Object> grants = Map.of("bank", Map.of());
        return Map.of(
                "servers",
                Map.of("bank", bank),
                "agents",
                Map.of(
                        "bot",
                        Map.of("token", BOT, "owner", "alice", "grants", grants),
                        "other",
                        Map.of("token", OTHER, "owner", "alice", "grants", grants)),
                "people",
                Map.of("bob", Map.of("token", BOB, "roles", List.of("approver"))),
                "hold",
                Map.of("heartbeat", "PT1S"));
    }

    private static String policy() {
        Map<String, Object> hold =
                Map.of("deny_if", List.of(Map.of("conditions", List.of(), "on_deny", "Requires human approval.")));
        Map<String, Object> policy = Map.of("version", "1", "default", "allow", "tools", Map.of("transfer", hold));
        try {
            Path file = RunningService.newFolder().resolve("policy.json");
            return Files.writeString(file, new ObjectMapper().writeValueAsString(policy))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
