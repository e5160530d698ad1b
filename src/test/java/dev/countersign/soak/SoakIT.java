package dev.countersign.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.approval.Status;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.RunningService;
import dev.countersign.soak.SoakClient.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients of every kind hold a call each, the node is stopped and started under them, people decide meanwhile: every client hears the
 * truth about its own call, and no call is sent twice.
 */
@Tag("processes")
class SoakIT {

    private static final int CLIENTS = Integer.getInteger("soak.clients", 40);
    private static final int RESTARTS = Integer.getInteger("soak.restarts", 1);
    private static final int DENIED_OF = 10;
    private static final List<String> ALL_STATES = Stream.of(Status.values())
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .toList();
    /** Of its own: other services of these tests share the database. */
    private static final String SERVER = "soaked";

    private static final String BOT = "bot-token-of-the-soak-0123456789";
    private static final String BOB = "bob-token-of-the-soak-0123456789";

    private final List<SoakClient> clients = new ArrayList<>();
    private final LedgerServer ledger = new LedgerServer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private Map<String, Object> configuration = Map.of();
    private Map<String, String> port = Map.of();
    private URI root = URI.create("http://127.0.0.1");
    private Optional<RunningService> node = Optional.empty();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        node.ifPresent(RunningService::close);
        ledger.close();
    }

    @Test
    void shouldTellEveryClientTheTruthOnceWhenTheNodeIsRestartedUnderThem() throws Exception {
        // given
        configure();
        start();
        Map<String, CompletableFuture<String>> answers = begin();
        awaitHeld(CLIENTS, Duration.ofMinutes(2));

        // when: the node goes and comes, by turns as by kill -9 and in order, and people decide a share each time
        for (int restart = 1; restart <= RESTARTS; restart++) {
            decide(CLIENTS / (RESTARTS + 1));
            node.ifPresent(restart % 2 == 1 ? RunningService::kill : RunningService::close);
            start();
        }
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    decide(CLIENTS);
                    assertThat(stillWaiting(answers)).isEmpty();
                });

        // then
        report(answers);
        answers.forEach(this::isTrue);
        assertThat(holds()).as("nobody was asked twice about one call").isEqualTo(CLIENTS);
    }

    private void start() {
        node = Optional.of(RunningService.start(configuration, port));
    }

    private Map<String, CompletableFuture<String>> begin() {
        Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();
        Kind[] kinds = Kind.values();
        for (int i = 0; i < CLIENTS; i++) {
            Kind kind = kinds[i % kinds.length];
            String word = "soak-" + i + "-" + kind;
            SoakClient client = kind.client(root.resolve("/mcp/" + SERVER), BOT, word);
            clients.add(client);
            answers.put(word, CompletableFuture.supplyAsync(() -> answer(client), threads));
        }
        return answers;
    }

    /** Who has no answer yet, with what they heard last. */
    private List<String> stillWaiting(Map<String, CompletableFuture<String>> answers) {
        return clients.stream()
                .filter(client -> !answers.get(client.word).isDone())
                .map(client -> client.word + ": " + client.heard())
                .toList();
    }

    private static String answer(SoakClient client) {
        try {
            return client.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sent exactly once when it was made, not at all when it was denied, at most once when nobody can know. */
    private void isTrue(String word, CompletableFuture<String> answer) {
        long sent = ledger.with("\"" + word + "\"").stream()
                .filter(seen -> seen.body().contains("tools/call"))
                .count();
        String told = answer.join();
        if (told.startsWith("[APPROVAL DENIED]")) {
            assertThat(sent).as(word + ", denied").isZero();
        } else if (told.startsWith("[OUTCOME UNKNOWN]")) {
            assertThat(sent).as(word + ", unknown").isLessThanOrEqualTo(1);
        } else {
            assertThat(told).as(word).isEqualTo("done transfer");
            assertThat(sent).as(word + ", done").isEqualTo(1);
        }
    }

    private static void report(Map<String, CompletableFuture<String>> answers) {
        Map<String, Long> told = answers.values().stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(
                        text -> text.replaceFirst("].*", "]"), TreeMap::new, Collectors.counting()));
        System.out.printf("soak: %d clients, %d restarts: %s%n", answers.size(), RESTARTS, told);
    }

    private void awaitHeld(int count, Duration patience) {
        await().atMost(patience).until(() -> pending(count).size() == count);
    }

    private void decide(int most) throws IOException, InterruptedException {
        for (JsonNode approval : pending(most)) {
            String word = approval.at("/arguments/word").asText();
            boolean denied = Integer.parseInt(word.split("-")[1]) % DENIED_OF == 0;
            String body = "{\"decision\":\"" + (denied ? "deny" : "approve") + "\",\"digest\":\""
                    + approval.path("digest").asText() + "\"}";
            send(HttpRequest.newBuilder(root.resolve(
                            "/api/v1/approvals/" + approval.path("id").asText() + "/votes"))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }
    }

    private int holds() throws IOException, InterruptedException {
        int count = 0;
        for (String state : ALL_STATES) {
            count += in(state, Integer.MAX_VALUE).size();
        }
        return count;
    }

    private List<JsonNode> pending(int most) throws IOException, InterruptedException {
        return in("pending", most);
    }

    private List<JsonNode> in(String state, int most) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = Line.JSON.readTree(send(HttpRequest.newBuilder(
                    root.resolve("/api/v1/approvals?state=" + state + "&server=" + SERVER + "&limit=100" + cursor))));
            page.path("items").forEach(found::add);
            cursor = page.path("nextCursor").isTextual()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty() && found.size() < most);
        return found.subList(0, Math.min(most, found.size()));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                        request.header("authorization", "Bearer " + BOB)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void configure() throws IOException {
        String policy = Files.writeString(
                        RunningService.newFolder().resolve("policy.json"),
                        "{\"version\":\"1\",\"default\":\"allow\",\"tools\":{\"transfer\":{\"deny_if\":[{\"conditions\":[],"
                                + "\"on_deny\":\"Requires human approval.\"}]}}}")
                .toString();
        configuration = Map.of(
                "servers", Map.of(SERVER, Map.of("url", ledger.url().toString(), "policy", policy)),
                "agents", Map.of("bot", Map.of("token", BOT, "owner", "alice", "grants", Map.of(SERVER, Map.of()))),
                "people", Map.of("bob", Map.of("token", BOB, "roles", List.of("approver"))),
                "hold", Map.of("heartbeat", "PT1S"));
        int free = RunningService.freePort();
        port = Map.of("QUARKUS_HTTP_PORT", String.valueOf(free));
        root = URI.create("http://127.0.0.1:" + free);
    }
}
