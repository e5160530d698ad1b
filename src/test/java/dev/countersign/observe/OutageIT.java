package dev.countersign.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka and PostgreSQL go and come; the service stays, sends nothing it must not, and loses nothing. */
class OutageIT {
    private final LedgerServer bank = new LedgerServer();
    private final Outage outage = new Outage();

    @AfterEach
    void stop() {
        outage.close();
        bank.close();
    }

    private RunningService start() {
        return RunningService.start(outage.infra(), Scene.of(bank, RunningService.newFolder()));
    }

    @Test
    void shouldRefuseGatedCallsAndRecoverWhenKafkaIsKilled() throws Exception {
        // given
        try (RunningService service = start()) {
            McpAgent agent = Scene.agent(service);

            // when
            outage.killKafka();
            Scene.awaitReady(service, 503);

            // then
            assertRefused(agent.post(McpAgent.call("1", "transfer", "{\"ref\":\"while-away\"}")));
            assertThat(agent.post(McpAgent.call("2", "get_balance", "{}")).body())
                    .contains("done get_balance");
            assertThat(bank.with("while-away")).isEmpty();

            // and
            outage.bringBack();
            Scene.awaitReady(service, 200);
            released(service, Scene.agent(service), "after");
        }
    }

    @Test
    void shouldKeepWhatWaitsAndRecoverWhenBothAreKilled() throws Exception {
        // given
        try (RunningService service = start()) {
            McpAgent agent = Scene.agent(service);
            McpAgent.Stream early = agent.begin(McpAgent.call("1", "transfer", "{\"ref\":\"before\"}"));
            Scene.awaitPending(service, "before");

            // when
            outage.killBoth();
            Scene.awaitReady(service, 503);

            // then
            assertRefused(agent.post(McpAgent.call("2", "transfer", "{\"ref\":\"while-away\"}")));
            assertThat(agent.post(McpAgent.call("3", "get_balance", "{}")).body())
                    .contains("done get_balance");
            assertThat(bank.with("while-away")).isEmpty();
            assertThat(Scene.get(service.url("/q/health/live"), "").statusCode())
                    .isEqualTo(200);

            // and
            outage.bringBack();
            Scene.awaitReady(service, 200);
            ConcurrentLinkedQueue<String> feed = follow(service);
            JsonNode kept = Scene.awaitPending(service, "before");
            Scene.vote(service, kept, "approve", "");
            await().atMost(Duration.ofSeconds(20)).until(early::isOver);
            assertThat(early.whole()).contains("done transfer");
            released(service, Scene.agent(service), "after");
            await().atMost(Duration.ofSeconds(20)).until(() -> feed.stream().anyMatch(line -> line.contains("after")));
        }
    }

    @Test
    void shouldWaitAndThenServeWhenBothAreAwayAtTheStart() {
        // given
        outage.stopBoth();

        // when
        try (RunningService service =
                RunningService.begin(outage.infra().exports(), Scene.of(bank, RunningService.newFolder()))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> service.output().toLowerCase().contains("connection error"));

            // then
            assertThat(service.output()).doesNotContain("countersign: ready on");
            outage.bringBack();
            service.awaitReady();
            Scene.awaitReady(service, 200);
        }
    }

    @Test
    void shouldListenButNotBeReadyWhenKafkaIsAwayAtTheStart() throws Exception {
        // given
        outage.killKafka();

        // when
        try (RunningService service =
                RunningService.begin(outage.infra().exports(), Scene.of(bank, RunningService.newFolder()))) {
            Scene.awaitReady(service, 503);

            // then
            assertThat(service.output()).doesNotContain("countersign: ready on");
            outage.bringBack();
            service.awaitReady();
            Scene.awaitReady(service, 200);
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).contains("-32603").contains("nothing was sent");
    }

    private static void released(RunningService service, McpAgent agent, String word) {
        McpAgent.Stream stream = agent.begin(McpAgent.call("9", "transfer", "{\"ref\":\"" + word + "\"}"));
        Scene.vote(service, Scene.awaitPending(service, word), "approve", "");
        await().atMost(Duration.ofSeconds(20)).until(stream::isOver);
        assertThat(stream.whole()).contains("done transfer");
    }

    private static ConcurrentLinkedQueue<String> follow(RunningService service) {
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        HttpRequest request = HttpRequest.newBuilder(service.url("/api/v1/approvals/events"))
                .header("Authorization", "Bearer " + Scene.BOB)
                .build();
        CompletableFuture<Void> reading = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> answer.body().forEach(lines::add));
        assertThat(reading).isNotCompletedExceptionally();
        return lines;
    }
}
