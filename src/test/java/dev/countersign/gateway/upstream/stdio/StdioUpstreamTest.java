package dev.countersign.gateway.upstream.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.call.ServerName;
import dev.countersign.fixtures.RandomIds;
import dev.countersign.fixtures.StdioLedger;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.NoStore;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import dev.countersign.gateway.upstream.UpstreamRequest;
import dev.countersign.registry.Server;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdioUpstreamTest {

    private static final ServerName FILES = new ServerName("files");
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}";

    private final Vertx vertx = Vertx.vertx();
    private final IdSource ids = new RandomIds();
    private final StdioTransport transport = new StdioTransport(vertx, new Sessions(new NoStore(), ids, 10), ids);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        transport.stop(new ShutdownEvent());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Upstream upstream(boolean modern) {
        Map<String, String> env =
                new HashMap<>(Map.of("LEDGER_FILE", ledgerFile().toString()));
        if (modern) {
            env.put("LEDGER_MODERN", "yes");
        }
        return transport.connect(new Server(FILES, new Server.Stdio(StdioLedger.command(), env)));
    }

    private Path ledgerFile() {
        return folder.resolve("ledger");
    }

    private List<String> ledger() {
        try {
            return Files.exists(ledgerFile()) ? Files.readAllLines(ledgerFile()) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String call(String id, String tool, String more) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{" + more + "},\"_meta\":{\"progressToken\":\"tok\"}}}";
    }

    private static UpstreamRequest modern(String agent, String body) {
        return new UpstreamRequest(
                HttpMethod.POST,
                new AgentName(agent),
                RawMessage.of(body),
                Map.of("accept", "application/json, text/event-stream"),
                Era.MODERN,
                Optional.empty(),
                Optional.empty(),
                Optional.of("1"),
                false);
    }

    private static UpstreamRequest legacy(String body) {
        return new UpstreamRequest(
                HttpMethod.POST,
                new AgentName("bot"),
                RawMessage.of(body),
                Map.of("accept", "application/json, text/event-stream"),
                Era.LEGACY,
                Optional.of("session"),
                Optional.empty(),
                Optional.of(body.equals(INITIALIZE) ? "0" : "1"),
                body.equals(INITIALIZE));
    }

    private Answer send(Upstream upstream, UpstreamRequest request) {
        Answer answer = new Answer();
        vertx.runOnContext(on -> upstream.send(request, answer));
        return answer;
    }

    private Answer whole(Upstream upstream, UpstreamRequest request) {
        Answer answer = send(upstream, request);
        await().until(() -> answer.ended || answer.failure.isPresent());
        return answer;
    }

    private static String pid(Answer answer) {
        return answer.text().replaceAll(".*\"text\":\"(\\d+)\".*", "$1");
    }

    @Test
    void shouldShareOneProgramForEachAgentWhenItSpeaksModernEra() {
        // given
        Upstream upstream = upstream(true);
        // when
        String first = pid(whole(upstream, modern("bot", call("1", "pid", ""))));
        String again = pid(whole(upstream, modern("bot", call("1", "pid", ""))));
        String other = pid(whole(upstream, modern("other", call("1", "pid", ""))));
        // then
        assertThat(again).isEqualTo(first).matches("\\d+");
        assertThat(other).isNotEqualTo(first).matches("\\d+");
        assertThat(ledger())
                .filteredOn(line -> line.contains("server/discover"))
                .hasSize(1);
    }

    @Test
    void shouldGiveEachExchangeItsOwnAnswerWhenTheyUseTheSameIdAndToken() {
        // given
        Upstream upstream = upstream(true);
        Answer one = send(upstream, modern("bot", call("\"same\"", "wait", "\"n\":1")));
        Answer two = send(upstream, modern("bot", call("\"same\"", "wait", "\"n\":2")));
        await().untilAsserted(() -> assertThat(ledger())
                .filteredOn(line -> line.contains("\"wait\""))
                .hasSize(2));
        // when
        whole(upstream, modern("bot", call("7", "go", "")));
        // then
        await().until(() -> one.ended && two.ended);
        assertThat(one.text()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"same\",\"result\":{\"waited\":{\"n\":1}}}");
        assertThat(two.text()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"same\",\"result\":{\"waited\":{\"n\":2}}}");
        assertThat(ledger())
                .filteredOn(line -> line.contains("tools/call"))
                .allMatch(line -> line.matches(
                        "\\{\"jsonrpc\":\"2.0\",\"id\":\"gw-[^\"]+\",.*\"progressToken\":\"gw-[^\"]+\"}}}"));
    }

    @Test
    void shouldRestoreTokenOfProgressWhenProgramIsShared() {
        // when
        Answer answer = whole(upstream(true), modern("bot", call("1", "step", "")));
        // then
        assertThat(answer.text())
                .contains("\"progressToken\":\"tok\",\"progress\":1")
                .contains("\"id\":1,\"result\"")
                .doesNotContain("gw-");
    }

    @Test
    void shouldTellProgramWhenModernExchangeIsClosed() {
        // given
        Upstream upstream = upstream(true);
        AtomicReference<Upstream.Exchange> exchange = new AtomicReference<>(Upstream.Exchange.NONE);
        vertx.runOnContext(on -> exchange.set(upstream.send(modern("bot", call("5", "wait", "")), new Answer())));
        await().untilAsserted(() -> assertThat(ledger()).anyMatch(line -> line.contains("\"wait\"")));
        // when
        vertx.runOnContext(on -> exchange.get().cancel());
        // then
        String inside = ledger().get(ledger().size() - 1).replaceAll(".*\"id\":(\"gw-[^\"]+\").*", "$1");
        await().untilAsserted(() -> assertThat(ledger())
                .anyMatch(line -> line.contains("notifications/cancelled") && line.contains(inside)));
    }

    @Test
    void shouldNameLegacyRevisionsWhenProgramDoesNotSpeakModernEra() {
        // when
        Answer answer = whole(upstream(false), modern("bot", call("1", "pid", "")));
        // then
        assertThat(answer.failure).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.OTHER_ERA);
            assertThat(failure.message()).contains("2025-03-26, 2025-06-18, 2025-11-25");
        });
        assertThat(ledger()).isEmpty();
    }

    @Test
    void shouldStopReadingProgramWhenAgentIsSlow() {
        // given
        Upstream upstream = upstream(false);
        whole(upstream, legacy(INITIALIZE));
        Answer slow = new Answer();
        slow.stop();
        // when
        vertx.runOnContext(on -> upstream.send(legacy(call("1", "flood", "")), slow));
        await().untilAsserted(() -> assertThat(ledger()).hasSizeGreaterThan(5));
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            int before = ledger().size();
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            return ledger().size() == before;
        });
        // then
        assertThat(ledger()).hasSizeLessThan(30);
        // when
        vertx.runOnContext(on -> slow.goOn());
        // then
        await().until(() -> slow.ended);
        assertThat(ledger()).hasSize(101);
    }

    @Test
    void shouldEndProgramWhenLineExceedsLimit() {
        // given
        Upstream upstream = upstream(false);
        whole(upstream, legacy(INITIALIZE));
        // when
        Answer answer = whole(upstream, legacy(call("1", "long", "")));
        // then
        assertThat(answer.failure)
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.LOST));
        assertThat(whole(upstream, legacy(call("1", "pid", ""))).failure)
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.SESSION_GONE));
    }

    @Test
    void shouldEndProgramWhenItBabbles() {
        // given
        Upstream upstream = upstream(false);
        whole(upstream, legacy(INITIALIZE));
        // when
        whole(upstream, legacy(call("1", "babble", "")));
        // then
        await().untilAsserted(() -> assertThat(whole(upstream, legacy(call("1", "pid", ""))).failure)
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.SESSION_GONE)));
    }

    @Test
    void shouldEndProgramWhenItsSessionIsKnownToNobodyAnyMore() {
        // given
        Upstream upstream = upstream(false);
        whole(upstream, legacy(INITIALIZE));
        long pid = Long.parseLong(pid(whole(upstream, legacy(call("1", "pid", "")))));
        // when
        transport.sweep(Duration.ofMinutes(1), Duration.ofMinutes(1));
        // then
        assertThat(ProcessHandle.of(pid)).isPresent();
        // when
        transport.sweep(Duration.ZERO, Duration.ofMinutes(1));
        // then
        await().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void shouldEndSharedProgramWhenNobodyUsesIt() {
        // given
        Upstream upstream = upstream(true);
        long pid = Long.parseLong(pid(whole(upstream, modern("bot", call("1", "pid", "")))));
        // when
        transport.sweep(Duration.ofMinutes(1), Duration.ZERO);
        // then
        await().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void shouldAskToComeBackWhenProgramFailedToStartFiveTimes() {
        // given
        Upstream upstream =
                transport.connect(new Server(FILES, new Server.Stdio(List.of("/bin/sh", "-c", "exit 3"), Map.of())));
        // when
        for (int i = 0; i < 5; i++) {
            assertThat(whole(upstream, legacy(INITIALIZE)).failure).isPresent();
        }
        // then
        await().untilAsserted(() -> assertThat(whole(upstream, legacy(INITIALIZE)).failure)
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY)));
    }

    @Test
    void shouldEndWholeGroupByForceWhenItHeedsNeitherItsInputNorTerm() throws IOException {
        // given
        Path pids = folder.resolve("pids");
        String stubborn = "trap '' TERM; echo $$ >> \"$PIDS\"; while :; do sleep 1; done";
        ProcessGroup group = ProcessGroup.start(
                List.of("/bin/sh", "-c", "trap '' TERM; sh -c \"$BODY\" & " + stubborn),
                Map.of("PIDS", pids.toString(), "BODY", stubborn));
        StdioProcess process =
                StdioProcess.serve(FILES, group, new StdioSession(FILES, false, () -> {}), Duration.ofMillis(100));
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        List<Long> all = Files.readAllLines(pids).stream().map(Long::valueOf).toList();
        // when
        process.end();
        // then
        await().untilAsserted(() -> assertThat(all)
                .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
    }
}
