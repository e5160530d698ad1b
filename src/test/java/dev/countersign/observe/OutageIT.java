package dev.countersign.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka and PostgreSQL go and come; the service stays, sends nothing it must not, and loses nothing. */
@Tag("processes")
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
    void shouldRefuseGatedCallsAndRecoverWhenKafkaIsSilent() throws Exception {
        // given
        try (RunningService service = start()) {
            McpAgent agent = Scene.agent(service);

            // when
            outage.freezeKafka();
            Scene.awaitReady(service, 503);
            awaitRefusal(agent);

            // then
            assertRefused(agent.post(McpAgent.call("1", "transfer", "{\"ref\":\"while-away\"}")));
            assertThat(agent.post(McpAgent.call("2", "get_balance", "{}")).body())
                    .contains("done get_balance");
            assertThat(bank.with("while-away")).isEmpty();

            // and
            outage.thawKafka();
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
            await().atMost(Duration.ofSeconds(60)).until(() -> service.output().contains("waiting for PostgreSQL"));

            // then
            assertThat(service.output()).doesNotContain("countersign: ready on");
            outage.bringBack();
            service.awaitReady();
            Scene.awaitReady(service, 200);
        }
    }

    @Test
    void shouldEndAtOnceWhenTerminatedWhileItWaits() {
        // given
        outage.stopBoth();
        RunningService service =
                RunningService.begin(outage.infra().exports(), Scene.of(bank, RunningService.newFolder()));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.output().contains("waiting for PostgreSQL"));
        long began = System.nanoTime();

        // when
        service.close();

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldListenButNotBeReadyWhenKafkaIsAwayAtTheStart() throws Exception {
        // given
        int nobody = RunningService.freePort();
        Map<String, String> infra = new HashMap<>(outage.infra().exports());
        String broker = infra.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + nobody);

        // when
        try (RunningService service = RunningService.begin(infra, Scene.of(bank, RunningService.newFolder()))) {
            Scene.awaitReady(service, 503);

            // then
            assertThat(service.output()).doesNotContain("countersign: ready on");
            try (Door door = new Door(nobody, Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1)))) {
                service.awaitReady();
                Scene.awaitReady(service, 200);
                assertThat(door.used()).isTrue();
            }
        }
    }

    /** Turns up at an address and leads to a broker that was there all the time. */
    private static final class Door implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final AtomicBoolean used = new AtomicBoolean();

        Door(int port, int broker) {
            NetClient client = vertx.createNetClient();
            vertx.createNetServer()
                    .connectHandler(in -> {
                        used.set(true);
                        in.pause();
                        client.connect(broker, "127.0.0.1").onSuccess(out -> {
                            in.pipeTo(out);
                            out.pipeTo(in);
                        });
                    })
                    .listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        boolean used() {
            return used.get();
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Two beats may be missed before the node believes it; a call of that moment waits, it is not lost. */
    private static void awaitRefusal(McpAgent agent) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            McpAgent.Stream probe = agent.begin(McpAgent.call("7", "transfer", "{\"ref\":\"probe\"}"));
            int status = probe.head().statusCode();
            probe.cut();
            return status == 503;
        });
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
