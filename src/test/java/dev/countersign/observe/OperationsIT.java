package dev.countersign.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Figures and logs of a service at work. */
@Tag("processes")
class OperationsIT {
    private static final Pattern NAME = Pattern.compile("\\bcountersign_[a-z_]+");
    private static final LedgerServer BANK = new LedgerServer();
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(Scene.of(BANK, RunningService.newFolder()));
    }

    @AfterAll
    static void stop() {
        service.close();
        BANK.close();
    }

    @Test
    void shouldExportEveryMetricThatTheAlertsUse() throws Exception {
        // when
        String metrics = Scene.metrics(service);

        // then
        assertThat(named(Path.of("deploy", "alerts.yml")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[ {]"));
    }

    @Test
    void shouldExportEveryMetricThatThePageNames() throws Exception {
        // when
        String metrics = Scene.metrics(service);

        // then
        assertThat(named(Path.of("docs", "operations.md")))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "(_count|_bucket)?[ {]"));
    }

    @Test
    void shouldCountEachStepOnceWhenACallIsApproved() {
        // given
        String before = Scene.metrics(service);

        // when
        McpAgent.Stream stream =
                Scene.agent(service).begin(McpAgent.call("1", "transfer", "{\"ref\":\"counted-once\"}"));
        JsonNode approval = Scene.awaitPending(service, "counted-once");
        assertThat(figure(Scene.metrics(service), "countersign_held_calls")).isGreaterThanOrEqualTo(1);
        Scene.vote(service, approval, "approve", "");
        await().atMost(Duration.ofSeconds(20)).until(stream::isOver);

        // then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            String after = Scene.metrics(service);
            for (String counted : List.of(
                    "countersign_parked_total",
                    "countersign_decisions_total{outcome=\"approved\"}",
                    "countersign_outcomes_total{outcome=\"completed\"}",
                    "countersign_time_to_decide_seconds_count",
                    "countersign_release_seconds_count")) {
                assertThat(figure(after, counted) - figure(before, counted))
                        .as(counted)
                        .isEqualTo(1);
            }
        });
    }

    @Test
    void shouldTellNoSecretWhenACallCarriesOne() {
        // given
        String secret = "planted-4f1c";
        McpAgent agent = Scene.agent(service);

        // when
        McpAgent.Stream stream = agent.begin(
                McpAgent.call("1", "transfer", "{\"ref\":\"" + secret + "-argument\"}"),
                "x-planted",
                secret + "-header");
        JsonNode approval = Scene.awaitPending(service, secret);
        Scene.vote(service, approval, "deny", secret + "-comment");
        await().atMost(Duration.ofSeconds(20)).until(stream::isOver);
        new McpAgent(service.url("/mcp/bank"), secret + "-token").post(agent.initialize());
        Scene.get(service.url("/api/v1/approvals"), secret + "-token");
        agent.post(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"transfer\",\"arguments\":{\""
                        + secret + "\":1,\"" + secret + "\":2}}}");
        agent.post(McpAgent.call("3", "get_balance", "{\"ref\":\"" + secret + "-allowed\"}"));

        // then
        assertThat(Scene.metrics(service)).doesNotContain(secret);
        assertThat(Scene.get(service.url("/q/health"), "").body()).doesNotContain(secret);
        String export = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> Scene.get(service.url("/api/v1/audit/export"), Scene.ANN)
                                .body(),
                        text -> text.contains(approval.path("id").asText()) && text.contains("calls.allowed"));
        assertThat(export.replace(secret + "-comment", "")).doesNotContain(secret);
        assertThat(service.output()).doesNotContain(secret).doesNotContain(Scene.BOT, Scene.BOB, Scene.ANN);
    }

    private static List<String> named(Path file) throws Exception {
        return NAME.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static double figure(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }
}
