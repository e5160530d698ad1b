package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A newcomer's first minutes: the service without a configuration. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("processes")
class DemoIT {
    private static RunningService service;
    private static JsonNode logins;
    private static Approver bob;

    @BeforeAll
    static void start() throws IOException {
        Path data = RunningService.newFolder();
        service = RunningService.startDemo(data);
        logins = new ObjectMapper().readTree(Files.readString(data.resolve("demo.json")));
        bob = new Approver(service, token("bob"));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    @Order(1)
    void shouldShowSomethingToApproveAtOnce() {
        // given
        JsonNode waiting = bob.awaitPending("exchange", "transfer", "cold-storage");

        // when
        bob.approve(waiting);

        // then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.output().contains("the demo agent has its answer: the transfer was made"));
    }

    @Test
    @Order(2)
    void shouldPrintTheLoginsWhenItStartsForTheFirstTime() {
        // when
        String output = service.output();

        // then
        assertThat(output)
                .contains(service.url("/inbox").toString())
                .contains(token("bob"))
                .contains(logins.at("/passwords/bob").asText())
                .contains("claude mcp add --transport http exchange " + service.url("/mcp/exchange"));
    }

    @Test
    @Order(3)
    void shouldHoldATransferWhenTheVisitorPastesTheCurlCommands() {
        // given
        String output = service.output();
        int start = output.indexOf("MCP=http");
        String commands = output.substring(start, output.indexOf("======", start));
        CompletableFuture<String> pasted = CompletableFuture.supplyAsync(() -> bash(commands));
        JsonNode waiting = bob.awaitPending("exchange", "transfer", "savings");

        // when
        bob.deny(waiting, "not to savings");

        // then
        assertThat(pasted.join()).contains("[APPROVAL DENIED]").contains("not to savings");
    }

    @Test
    @Order(4)
    void shouldFollowItsPolicyWhenAnAgentUsesTheExchange() {
        // given
        McpAgent agent = McpAgent.open(service.url("/mcp/exchange"), token("trading-bot"));

        // when, then
        assertThat(agent.toolsList()).contains("\"get_balances\"").doesNotContain("close_account");
        assertThat(agent.call("get_balances", "{}")).contains("49750");
        assertThat(agent.call("close_account", "{\"confirm\":true}")).startsWith("[POLICY DENIED]");
        assertThat(agent.call("withdraw", "{\"address\":\"bc1-somewhere\",\"currency\":\"USDT\",\"amount\":10001}"))
                .startsWith("[POLICY DENIED] Withdrawals above 10000");
    }

    @Test
    @Order(5)
    void shouldLimitOrdersWhenAnAgentPlacesTooMany() {
        // given
        McpAgent agent = McpAgent.open(service.url("/mcp/exchange"), token("trading-bot"));
        String order = "{\"symbol\":\"BTC-USDT\",\"side\":\"buy\",\"quantity\":0.001,\"price\":50000}";

        // when
        for (int i = 0; i < 10; i++) {
            assertThat(agent.call("place_order", order)).contains("\"status\" : \"open\"");
        }

        // then
        assertThat(agent.call("place_order", order)).startsWith("[POLICY DENIED]");
    }

    private static String token(String name) {
        return logins.path("tokens").path(name).asText();
    }

    private static String bash(String commands) {
        try {
            Process process = new ProcessBuilder("bash", "-c", commands)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
