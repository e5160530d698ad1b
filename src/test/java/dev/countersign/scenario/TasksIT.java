package dev.countersign.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks for held calls on packaged nodes (protocol design, section 11), in both shapes. */
@Tag("processes")
class TasksIT {

    private static final String BOT = "bot-token-0123456789abcdef";
    private static final String OTHER = "other-token-0123456789abcdef";
    private static final String BOB = "bob-token-0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final LedgerServer LEDGER = new LedgerServer();
    private static RunningService node;
    private static Person bob;

    private final String word = UUID.randomUUID().toString();

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
    void shouldSendOnceOnAnotherNodeWhenTheNodeOfTheTaskWasKilled() {
        // given a task made on a node that is killed then
        RunningService doomed = RunningService.start(configuration());
        String task = TaskAgent.legacy(doomed.url("/mcp/bank"), BOT).begin("transfer", arguments());
        bob.await1(word, Set.of("pending"), Set.of(true));
        doomed.kill();
        // when somebody approves, and its agent asks the other node
        TaskAgent agent = TaskAgent.legacy(node.url("/mcp/bank"), BOT);
        McpAgent.Stream result = agent.result(task);
        approve();
        // then
        await().atMost(PATIENCE).until(result::isOver);
        assertThat(result.text())
                .contains("done transfer")
                .contains("\"io.modelcontextprotocol/related-task\":{\"taskId\":\"" + task + "\"}");
        assertThat(agent.get(task).path("status").asText()).isEqualTo("completed");
        assertThat(LEDGER.with(word)).hasSize(1);
    }

    @Test
    void shouldCountAsToldWhenItsResultWasFetched() {
        // given a task that was approved and fetched
        TaskAgent agent = TaskAgent.legacy(node.url("/mcp/bank"), BOT);
        String task = agent.begin("transfer", arguments());
        approve();
        agent.awaitStatus(task, "completed");
        assertThat(agent.result(task).whole()).contains("done transfer");
        // when the same call comes again
        String again = agent.begin("transfer", arguments());
        // then it is a call of its own
        assertThat(agent.get(again).path("status").asText()).isEqualTo("working");
        assertThat(agent.about("tasks/cancel", again, "")
                        .path("result")
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(LEDGER.with(word)).hasSize(1);
    }

    @Test
    void shouldWithdrawTheCallWhenItsTaskIsCancelled() {
        // given
        TaskAgent agent = TaskAgent.legacy(node.url("/mcp/bank"), BOT);
        String task = agent.begin("transfer", arguments());
        McpAgent.Stream waiting = agent.result(task);
        JsonNode approval = bob.await1(word, Set.of("pending"), Set.of(true));
        // when
        assertThat(agent.about("tasks/cancel", task, "")
                        .path("result")
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        // then
        assertThat(bob.approve(approval, word)).isEqualTo(409);
        bob.await1(word, Set.of("withdrawn"), Set.of(false));
        await().atMost(PATIENCE).until(waiting::isOver);
        assertThat(waiting.text()).contains("The task was cancelled");
        assertThat(agent.about("tasks/cancel", task, "")
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(LEDGER.with(word)).isEmpty();
    }

    @Test
    void shouldKnowNothingOfTheTaskWhenAnotherAgentAsks() {
        // given
        TaskAgent agent = TaskAgent.legacy(node.url("/mcp/bank"), BOT);
        String task = agent.begin("transfer", arguments());
        TaskAgent stranger = TaskAgent.legacy(node.url("/mcp/bank"), OTHER);
        // then
        for (String method : List.of("tasks/get", "tasks/result", "tasks/cancel")) {
            assertThat(stranger.about(method, task, "")
                            .path("error")
                            .path("code")
                            .asInt())
                    .as(method)
                    .isEqualTo(-32602);
        }
        assertThat(agent.get(task).path("status").asText()).isEqualTo("working");
    }

    @Test
    void shouldTellTheRefusalInItsOwnWordsWhenAPersonRefuses() {
        // given one task in each shape
        TaskAgent old = TaskAgent.legacy(node.url("/mcp/bank"), BOT);
        String first = old.begin("transfer", arguments());
        assertThat(bob.deny(bob.await1(word, Set.of("pending"), Set.of(true)), "not today"))
                .isEqualTo(200);
        // then
        assertThat(old.awaitStatus(first, "failed").path("statusMessage").asText())
                .isEqualTo("[APPROVAL DENIED] not today");
        assertThat(LEDGER.with(word)).isEmpty();
    }

    @Test
    void shouldFollowTheServersOwnTaskWhenItMakesOne() {
        // given a server that answers with a task of its own
        LEDGER.behave(word, (request, body) -> {
            String result = "{\"task\":" + theirs("working") + "}";
            if (body.contains("tasks/get")) {
                result = theirs("completed");
            } else if (body.contains("tasks/result")) {
                result = "{\"content\":[{\"type\":\"text\",\"text\":\"in the end\"}]}";
            }
            LedgerServer.json(request.response(), response(body, result));
        });
        TaskAgent agent = TaskAgent.legacy(node.url("/mcp/bank"), BOT);
        String task = agent.begin("transfer", arguments());
        // when
        approve();
        // then
        agent.awaitStatus(task, "completed");
        assertThat(agent.result(task).whole()).contains("in the end").contains(task);
        assertThat(LEDGER.with(word).stream().filter(seen -> seen.body().contains("tools/call")))
                .hasSize(1);
    }

    @Test
    void shouldHoldTheCallAnewWhenInputWasGivenInsideAModernTask() {
        // given a server that asks who it is before it does anything
        LEDGER.behave(
                word,
                (request, body) -> LedgerServer.json(
                        request.response(),
                        body.contains("\"inputResponses\"")
                                ? response(
                                        body,
                                        "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}")
                                : response(
                                        body,
                                        "{\"resultType\":\"input_required\",\"requestState\":\"state-1\",\"inputRequests\":"
                                                + "{\"who\":{\"method\":\"elicitation/create\",\"params\":{}}}}")));
        TaskAgent agent = TaskAgent.modern(node.url("/mcp/bank"), BOT);
        String task = agent.begin("transfer", arguments());
        approve();
        JsonNode asking = agent.awaitStatus(task, "input_required");
        assertThat(asking.path("inputRequests").has("who")).isTrue();
        // when something else is answered: nothing happens
        assertThat(agent.about("tasks/update", task, ",\"inputResponses\":{\"other\":{}}")
                        .path("result")
                        .path("resultType")
                        .asText())
                .isEqualTo("complete");
        assertThat(agent.get(task).path("status").asText()).isEqualTo("input_required");
        // when the question is answered
        agent.about("tasks/update", task, ",\"inputResponses\":{\"who\":{\"action\":\"accept\"}}");
        // then it waits for a person again, and goes out once with the answer and the state
        assertThat(agent.get(task).path("status").asText()).isEqualTo("working");
        approve();
        JsonNode end = agent.awaitStatus(task, "completed");
        assertThat(end.path("result").path("content").path(0).path("text").asText())
                .isEqualTo("hello");
        assertThat(LEDGER.with(word)).hasSize(2);
        assertThat(LEDGER.with(word).get(1).body())
                .contains("\"requestState\":\"state-1\"")
                .contains("\"inputResponses\":{\"who\":{\"action\":\"accept\"}}");
    }

    /** Approves the one call with the word that is pending. */
    private void approve() {
        await().atMost(PATIENCE).until(() -> {
            for (JsonNode one : bob.all(word)) {
                if (one.path("state").asText().equals("pending")
                        && one.path("attached").asBoolean()) {
                    return bob.approve(one, one.path("id").asText()) == 200;
                }
            }
            return false;
        });
    }

    private String arguments() {
        return "{\"to\":\"" + word + "\"}";
    }

    private String theirs(String status) {
        return "{\"taskId\":\"up-" + word + "\",\"status\":\"" + status + "\",\"pollInterval\":200}";
    }

    private static String response(String request, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + Json.encode(new JsonObject(request).getValue("id")) + ",\"result\":"
                + result + "}";
    }

    private static Map<String, Object> configuration() {
        Map<String, Object> bank = Map.of("url", LEDGER.url().toString(), "policy", policy());
        return Map.of(
                "servers",
                Map.of("bank", bank),
                "agents",
                Map.of(
                        "bot",
                        Map.of("token", BOT, "owner", "alice", "grants", Map.of("bank", Map.of())),
                        "other",
                        Map.of("token", OTHER, "owner", "alice", "grants", Map.of("bank", Map.of()))),
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
