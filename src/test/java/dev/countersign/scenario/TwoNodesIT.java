package dev.countersign.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.CrashPoint;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two packaged nodes on one Kafka and PostgreSQL. A vote on the one releases a call held on the other. And a node that ends, as by
 * {@code kill -9}, at each of the named places leaves the other one with the truth: sent at most once, told honestly, never lost.
 */
@Tag("processes")
class TwoNodesIT {

    private static final String BOT = "bot-token-0123456789abcdef";
    private static final String BOT2 = "bot2-token-0123456789abcdef";
    private static final String BOB = "bob-token-0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int AT_ONCE = 3;

    private static final ExecutorService SCENES = Executors.newFixedThreadPool(AT_ONCE);
    private static final LedgerServer LEDGER = new LedgerServer();
    private static final Map<CrashPoint, CompletableFuture<End>> ENDS = new EnumMap<>(CrashPoint.class);
    private static RunningService survivor;
    private static RunningService holder;

    /** What the record said in the end, how often the server was asked, and what the agent was told. */
    private record End(String state, int sent, String told, int approvals, int votes) {}

    @BeforeAll
    static void start() {
        survivor = RunningService.start(configuration());
        holder = RunningService.start(configuration());
        for (CrashPoint point : CrashPoint.values()) {
            ENDS.put(point, CompletableFuture.supplyAsync(() -> crash(point), SCENES));
        }
    }

    @AfterAll
    static void stop() {
        SCENES.shutdownNow();
        holder.close();
        survivor.close();
        LEDGER.close();
    }

    @Test
    void shouldReleaseAtOnceWhenTheVoteIsTakenOnTheOtherNode() {
        // given a call held on one node
        McpAgent.Stream held = call(holder, "across");
        JsonNode approval = new Person(survivor, BOB).await1("across", Set.of("pending"), Set.of(true));
        // when somebody approves on the other
        assertThat(new Person(survivor, BOB).approve(approval, "across")).isEqualTo(200);
        // then: far sooner than any sweeper comes by
        await().atMost(Duration.ofSeconds(10)).until(held::isOver);
        assertThat(held.text()).contains("done transfer");
        assertThat(LEDGER.with("across")).hasSize(1);
    }

    /** Six calls of each of two agents at each of two servers, half of them on each node; five places in each counter. */
    @ParameterizedTest
    @CsvSource({"by_grant, 20", "by_agent, 10", "by_server, 10"})
    void shouldNeverPassMoreThanALimitAllowsWhenCallsComeAtOnceOnBothNodes(String tool, int passing) throws Exception {
        // given
        List<McpAgent> agents = new ArrayList<>();
        for (RunningService node : List.of(survivor, holder)) {
            for (String server : List.of("bank", "vault")) {
                agents.add(McpAgent.open(node.url("/mcp/" + server), BOT, "2025-06-18"));
                agents.add(McpAgent.open(node.url("/mcp/" + server), BOT2, "2025-06-18"));
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            // when
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                McpAgent agent = agents.get(i % agents.size());
                String id = Integer.toString(100 + i);
                calls.add(() -> agent.post(McpAgent.call(id, tool, "{}")).body());
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            // then
            assertThat(answers)
                    .filteredOn(answer -> answer.contains("done " + tool))
                    .hasSize(passing);
            assertThat(answers)
                    .filteredOn(answer -> answer.contains("Rate limit of 5 per hour"))
                    .hasSize(24 - passing);
            assertThat(LEDGER.with("\"" + tool + "\"")).hasSize(passing);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void shouldSendAtMostOnceAndSayWhatIsTrueWhenANodeEndsAt(CrashPoint point) throws Exception {
        End end = ENDS.get(point).get(5, TimeUnit.MINUTES);
        assertThat(List.of(new Allowed(end.state, end.sent))).as(point.word()).containsAnyElementsOf(allowed(point));
        assertThat(end.told).contains(end.state.equals("completed") ? "done transfer" : "[OUTCOME UNKNOWN]");
        assertThat(end.approvals).isEqualTo(1);
        assertThat(end.votes).isEqualTo(1);
    }

    private record Allowed(String state, int sent) {}

    private static List<Allowed> allowed(CrashPoint point) {
        return switch (point) {
            case AFTER_PARK_COMMIT,
                    BEFORE_PARK_PUBLISH,
                    AFTER_DECISION_COMMIT,
                    BEFORE_DECISION_PUBLISH,
                    AFTER_RECORD_BEFORE_DELIVER -> List.of(new Allowed("completed", 1));
            case AFTER_RELEASE_CLAIM -> List.of(new Allowed("unknown", 0), new Allowed("completed", 1));
            case BEFORE_UPSTREAM_SEND -> List.of(new Allowed("unknown", 0));
            case AFTER_UPSTREAM_SEND -> List.of(new Allowed("unknown", 0), new Allowed("unknown", 1));
            case AFTER_REPLY_BEFORE_RECORD -> List.of(new Allowed("unknown", 1));
        };
    }

    private static End crash(CrashPoint point) {
        String word = "crash-" + point.word();
        Person bob = new Person(survivor, BOB);
        // given a node that ends there, and a call held on it
        RunningService doomed = RunningService.start(configuration(), Map.of("COUNTERSIGN_CRASH_AT", point.word()));
        McpAgent.Stream first = call(doomed, word);
        boolean parking = point == CrashPoint.AFTER_PARK_COMMIT || point == CrashPoint.BEFORE_PARK_PUBLISH;
        if (!parking) {
            JsonNode approval = bob.await1(word, Set.of("pending"), Set.of(true));
            vote(doomed, approval, word);
        }
        await(word + " to end").atMost(PATIENCE).until(() -> !doomed.isRunning());
        first.cut();
        // when the agent calls again at once, on the other node: nobody has noticed the loss yet
        McpAgent.Stream again = call(survivor, word);
        if (!parking) {
            JsonNode left = bob.await1(
                    word, Set.of("pending", "approved", "releasing", "unknown", "completed"), Set.of(true, false));
            assertThat(bob.approve(left, word))
                    .as("the vote sent again under its key")
                    .isEqualTo(200);
        }
        if (parking) {
            JsonNode approval = bob.await1(word, Set.of("pending"), Set.of(true));
            assertThat(bob.approve(approval, word)).isEqualTo(200);
        }
        // then
        await(word + " to be told").atMost(PATIENCE).until(again::isOver);
        JsonNode record = bob.await1(word, Set.of("completed", "unknown", "failed", "expired"), Set.of(true, false));
        return new End(
                record.path("state").asText(),
                LEDGER.with(word).size(),
                again.text(),
                bob.all(word).size(),
                record.path("votes").size());
    }

    /** The node may end before it answers. */
    private static void vote(RunningService node, JsonNode approval, String key) {
        try {
            assertThat(new Person(node, BOB).approve(approval, key)).isEqualTo(200);
        } catch (UncheckedIOException cut) {
            assertThat(cut).hasCauseInstanceOf(IOException.class);
        }
    }

    private static McpAgent.Stream call(RunningService node, String word) {
        McpAgent agent = McpAgent.open(node.url("/mcp/bank"), BOT, "2025-06-18");
        return agent.begin(McpAgent.call("1", "transfer", "{\"to\":\"" + word + "\"}"));
    }

    private static Map<String, Object> configuration() {
        Map<String, Object> bank = Map.of("url", LEDGER.url().toString(), "policy", policy(), "hold-budget", "PT120S");
        return Map.of(
                "servers",
                Map.of("bank", bank, "vault", bank),
                "agents",
                Map.of("bot", agent(BOT), "bot2", agent(BOT2)),
                "people",
                Map.of("bob", Map.of("token", BOB, "roles", List.of("approver"))),
                "hold",
                Map.of("heartbeat", "PT1S"));
    }

    private static Map<String, Object> agent(String token) {
        return Map.of("token", token, "owner", "alice", "grants", Map.of("bank", Map.of(), "vault", Map.of()));
    }

    private static Map<String, Object> limited(String scope) {
        return Map.of("limits", List.of(Map.of("window", "hour", "max", 5, "scope", scope)));
    }

    private static String policy() {
        Map<String, Object> hold =
                Map.of("deny_if", List.of(Map.of("conditions", List.of(), "on_deny", "Requires human approval.")));
        Map<String, Object> policy = Map.of(
                "version",
                "1",
                "default",
                "allow",
                "tools",
                Map.of(
                        "transfer", hold,
                        "by_grant", limited("grant"),
                        "by_agent", limited("agent"),
                        "by_server", limited("server")));
        try {
            Path file = RunningService.newFolder().resolve("policy.json");
            return Files.writeString(file, new ObjectMapper().writeValueAsString(policy))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
