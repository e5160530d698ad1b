package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.clients.HeldClient.Told;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.RunningService;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients at their default settings while a person takes 65 s, longer than any of them waits for a request (docs/clients.md). All of them
 * wait side by side, once.
 */
@Tag("processes")
class HeldClientsIT {

    private static final Duration PERSON_TAKES = Duration.ofSeconds(65);

    private static final LedgerServer LEDGER = new LedgerServer();
    private static final ExecutorService CLIENTS = Executors.newCachedThreadPool();
    private static final Map<HeldClient, CompletableFuture<List<Told>>> ANSWERS = new EnumMap<>(HeldClient.class);
    private static RunningService service;
    private static Approver bob;

    @BeforeAll
    static void start() {
        NodePackages npm = NodePackages.install();
        Path folder = RunningService.newFolder();
        service = RunningService.start(Scene.of(Map.of(
                "bank",
                Map.of(
                        "url",
                        LEDGER.url().toString(),
                        "policy",
                        Scene.policy(folder, "bank", List.of(), List.of("transfer"))))));
        bob = new Approver(service, Scene.BOB);
        URI endpoint = service.url("/mcp/bank");
        for (HeldClient client : HeldClient.values()) {
            ANSWERS.put(
                    client,
                    CompletableFuture.supplyAsync(
                            () -> client.call(npm, endpoint, Scene.BOT, "transfer", Map.of("word", word(client))),
                            CLIENTS));
            CompletableFuture.runAsync(
                    () -> approveLate(client),
                    CompletableFuture.delayedExecutor(PERSON_TAKES.toMillis(), TimeUnit.MILLISECONDS, CLIENTS));
        }
    }

    /** Whenever its client is not attached for a moment, the hold waits. */
    private static void approveLate(HeldClient client) {
        JsonNode approval = bob.awaitPending("bank", "transfer", word(client));
        bob.approve(approval);
    }

    @AfterAll
    static void stop() {
        CLIENTS.shutdownNow();
        if (service != null) {
            service.close();
        }
        LEDGER.close();
    }

    @ParameterizedTest
    @EnumSource(HeldClient.class)
    void shouldHaveTheAnswerOfOneSendingWhenAPersonTakesLongerThanTheClientWaits(HeldClient client) throws Exception {
        // when
        List<Told> told = ANSWERS.get(client).get(3, TimeUnit.MINUTES);

        // then: at most told to come back, never a failure, and sent once
        assertThat(told.subList(0, told.size() - 1))
                .allMatch(Told::isError)
                .allMatch(one -> one.text().startsWith("[APPROVAL PENDING]"));
        assertThat(told.get(told.size() - 1))
                .matches(last -> !last.isError() && last.text().equals("done transfer"));
        assertThat(told.stream().mapToLong(Told::millis).sum()).isGreaterThan(60_000);
        assertThat(LEDGER.with(word(client)).stream().filter(seen -> seen.body().contains("tools/call")))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"TYPESCRIPT_SDK_1_WITH_PROGRESS", "TYPESCRIPT_CLIENT_2_MODERN"})
    void shouldBeHeldInOneCallWhenTheClientCanBeKeptWaiting(HeldClient client) throws Exception {
        assertThat(ANSWERS.get(client).get(3, TimeUnit.MINUTES)).hasSize(1);
    }

    private static String word(HeldClient client) {
        return "held-by-" + client + "-"; // so that no word is the beginning of another
    }
}
