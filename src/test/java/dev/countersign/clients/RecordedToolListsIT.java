package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fixtures.RunningService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tool lists of real servers pass; what the policy hides is gone, what it holds waits, and all else is untouched. */
@Tag("processes")
class RecordedToolListsIT {
    /** One of the servers that the product was made for: a recorded list, and one tool to hide and one to hold. */
    record Named(String recorded, String hidden, String held) {}

    private static final List<Named> NAMED = List.of(
            new Named("muvon-mcp-binance-futures", "cancel_order", "cancel_all_orders"),
            new Named("nirholas-binance-mcp-declared", "binance_us_cust_cancel_order", "BinanceFutureCancelAlgoOrder"),
            new Named("sperax-crypto-mcp-declared", "binance_us_cust_cancel_order", "binance_us_cancel_order"),
            new Named(
                    "termix-official-binance-mcp", "BinanceSpotCancelOpenTWAPOrder", "BinanceConvertCancelLimitOrder"),
            new Named("jcwleo-ccxt-mcp-server", "withdraw_cryptocurrency", "cancel_order"));

    private static final Map<String, ReplayServer> UPSTREAMS = new LinkedHashMap<>();
    private static RunningService service;
    private static Approver bob;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(Files.isDirectory(ToolList.folder()))
                .as("the recorded tool lists are in " + ToolList.folder())
                .isTrue();
        Path folder = RunningService.newFolder();
        Map<String, Object> servers = new LinkedHashMap<>();
        for (String recorded : ToolList.recorded().toList()) {
            UPSTREAMS.put(recorded, ReplayServer.start(ToolList.read(recorded)));
            List<Named> rules = NAMED.stream()
                    .filter(named -> named.recorded().equals(recorded))
                    .toList();
            String policy = Scene.policy(
                    folder,
                    recorded,
                    rules.stream().map(Named::hidden).toList(),
                    rules.stream().map(Named::held).toList());
            servers.put(recorded, Map.of("url", UPSTREAMS.get(recorded).url(), "policy", policy));
        }
        service = RunningService.start(Scene.of(servers));
        bob = new Approver(service, Scene.BOB);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        UPSTREAMS.values().forEach(ReplayServer::close);
    }

    static Stream<Named> named() {
        return NAMED.stream();
    }

    static Stream<String> others() {
        return ToolList.recorded()
                .filter(recorded ->
                        NAMED.stream().noneMatch(named -> named.recorded().equals(recorded)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldPassTheListByteForByteWhenNothingIsHidden(String recorded) {
        // when
        String answer = McpAgent.open(endpoint(recorded), Scene.BOT).toolsList();

        // then
        assertThat(answer)
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":"
                        + ToolList.read(recorded).result() + "}");
    }

    @ParameterizedTest
    @MethodSource("named")
    void shouldListTheRestByteForByteWhenAToolIsHidden(Named named) {
        // given
        ToolList rest = ToolList.read(named.recorded()).without(named.hidden());

        // when
        String answer = McpAgent.open(endpoint(named.recorded()), Scene.BOT).toolsList();

        // then
        assertThat(ToolList.of(answer).texts()).containsExactlyEntriesOf(rest.texts());
        assertThat(answer)
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[")
                .endsWith("]}}");
    }

    @ParameterizedTest
    @MethodSource("named")
    void shouldRefuseAndNotSendWhenAHiddenToolIsCalled(Named named) {
        // given
        ToolList tools = ToolList.read(named.recorded());

        // when
        String text = McpAgent.open(endpoint(named.recorded()), Scene.BOT)
                .call(named.hidden(), tools.sampleArguments(named.hidden()));

        // then
        assertThat(text).startsWith("[POLICY DENIED]");
        assertThat(ledgerOf(named)).noneMatch(call -> call.contains("\"" + named.hidden() + "\""));
    }

    @ParameterizedTest
    @MethodSource("named")
    void shouldSendTheSameBytesOnceWhenAHeldToolIsApproved(Named named) {
        // given
        String arguments = ToolList.read(named.recorded()).sampleArguments(named.held());
        McpAgent agent = McpAgent.open(endpoint(named.recorded()), Scene.BOT);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> agent.call(named.held(), arguments));
        JsonNode approval = bob.awaitPending(named.recorded(), named.held(), arguments);
        assertThat(ledgerOf(named)).noneMatch(sent -> sent.contains("\"" + named.held() + "\""));

        // when
        bob.approve(approval);

        // then
        assertThat(call.join()).isEqualTo("done");
        assertThat(ledgerOf(named))
                .filteredOn(sent -> sent.contains("\"" + named.held() + "\""))
                .singleElement()
                .asString()
                .contains("\"arguments\":" + arguments);
    }

    private static List<String> ledgerOf(Named named) {
        return UPSTREAMS.get(named.recorded()).ledger();
    }

    private static URI endpoint(String recorded) {
        return service.url("/mcp/" + recorded);
    }
}
