package dev.countersign.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.StdioLedger;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.downstream.FakeGate.Hold;
import dev.countersign.registry.Server;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(EndpointProfile.class)
class StdioIT {

    @Inject
    FakeRegistry registry;

    @Inject
    FakeGate gate;

    @TestHTTPResource("/mcp/files")
    URI files;

    @TempDir
    Path folder;

    private final String word = UUID.randomUUID().toString();

    @BeforeEach
    void start() {
        registry.add(
                "files",
                new Server.Stdio(
                        StdioLedger.command(),
                        Map.of("LEDGER_FILE", folder.resolve("ledger").toString())));
    }

    private McpAgent agent() {
        return McpAgent.open(files, FakeRegistry.BOT, "2025-06-18");
    }

    private List<String> ledger() throws IOException {
        Path file = folder.resolve("ledger");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static long pid(McpAgent agent) {
        String body = agent.post(McpAgent.call("\"pid\"", "pid", "{}")).body();
        return Long.parseLong(body.replaceAll(".*\"text\":\"(\\d+)\".*", "$1"));
    }

    private Hold held() {
        await().untilAsserted(() -> gate.holding(word));
        return gate.holding(word);
    }

    @Test
    void shouldPassLineAndAnswerAsJsonWhenNothingComesBefore() throws IOException {
        // when
        HttpResponse<String> response =
                agent().post(McpAgent.call("1", "read_file", "{\"n\":1.10,\n\"s\":\"\\u0041\"}"));
        // then
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\"");
        assertThat(ledger()).containsExactly(McpAgent.call("1", "read_file", "{\"n\":1.10, \"s\":\"\\u0041\"}"));
    }

    @Test
    void shouldAnswerAsStreamWhenProgramSpeaksFirst() {
        // when
        HttpResponse<String> response = agent().post(McpAgent.call("1", "chatter", "{}"));
        // then
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(response.body().split("data: ")).hasSize(3);
    }

    @Test
    void shouldStartOneProgramForEachSessionAndEndItWithIt() {
        // given
        McpAgent one = agent();
        McpAgent two = agent();
        long first = pid(one);
        // then
        assertThat(pid(two)).isNotEqualTo(first);
        assertThat(pid(one)).isEqualTo(first);
        // when
        assertThat(one.send(one.request().DELETE()).statusCode()).isEqualTo(204);
        // then
        await().until(() -> ProcessHandle.of(first).isEmpty());
        assertThat(one.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldEndOneSessionOnlyWhenItsProgramDies() {
        // given
        McpAgent one = agent();
        McpAgent two = agent();
        // when
        HttpResponse<String> died = one.post(McpAgent.call("1", "die", "{}"));
        // then
        assertThat(died.statusCode()).isEqualTo(502);
        assertThat(died.body()).contains("-32603");
        assertThat(one.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(pid(two)).isPositive();
    }

    @Test
    void shouldGiveProgramNothingOfOurEnvironmentWhenItIsStarted() {
        // when
        String names = agent().post(McpAgent.call("1", "env", "{}")).body();
        // then
        assertThat(names)
                .contains("LEDGER_FILE")
                .doesNotContainIgnoringCase("maven")
                .doesNotContain("JAVA_HOME");
    }

    @Test
    void shouldDropLinesThatAreNoMessagesAndDrainStandardError() {
        // given
        McpAgent agent = agent();
        // then
        assertThat(agent.post(McpAgent.call("1", "garbage", "{}")).statusCode()).isEqualTo(200);
        assertThat(agent.post(McpAgent.call("2", "noise", "{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldPassQuestionOfProgramAndAnswerOfAgent() {
        // given
        McpAgent agent = agent();
        McpAgent.Stream listening = agent.listen();
        listening.head();
        // when
        HttpResponse<String> asked = agent.post(McpAgent.call("1", "ask", "{}"));
        // then
        assertThat(asked.body()).contains("elicitation/create");
        // when
        HttpResponse<String> answered = agent.post("{\"jsonrpc\":\"2.0\",\"id\":\"q1\",\"result\":{}}");
        // then
        assertThat(answered.statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(listening.text()).contains("notifications/heard"));
        listening.cut();
    }

    @Test
    void shouldReleaseIntoSessionsProgramWhenApproved() throws IOException {
        // given
        McpAgent agent = agent();
        long pid = pid(agent);
        McpAgent.Stream stream = agent.begin(McpAgent.call("1", "delete_file", "{\"ref\":\"" + word + "\"}"));
        Hold hold = held();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(stream.whole()).contains("\"text\":\"" + pid + "\"");
        assertThat(ledger()).filteredOn(line -> line.contains(word)).hasSize(1);
    }

    @Test
    void shouldReleaseIntoNewProgramWhenOldOneEndedBeforeSending() throws IOException {
        // given
        McpAgent agent = agent();
        long pid = pid(agent);
        McpAgent.Stream stream = agent.begin(McpAgent.call("1", "delete_file", "{\"ref\":\"" + word + "\"}"));
        Hold hold = held();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.Answered.class);
        assertThat(stream.whole()).contains("\"result\"").doesNotContain("\"text\":\"" + pid + "\"");
        assertThat(ledger()).filteredOn(line -> line.contains(word)).hasSize(1);
    }

    @Test
    void shouldBeUnknownWhenProgramDiesAfterCallWasWritten() throws IOException {
        // given
        McpAgent agent = agent();
        agent.begin(McpAgent.call("1", "delete_file", "{\"die\":true,\"ref\":\"" + word + "\"}"));
        Hold hold = held();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(hold.answer).isInstanceOf(ServerAnswer.Unknown.class);
        assertThat(ledger()).filteredOn(line -> line.contains(word)).hasSize(1);
    }

    @Test
    void shouldSayThatNothingWasSentWhenProgramDoesNotExist() {
        // given
        registry.add("files", new Server.Stdio(List.of("/no/such/program"), Map.of()));
        McpAgent agent = new McpAgent(files, FakeRegistry.BOT);
        // when
        HttpResponse<String> response = agent.post(agent.initialize());
        // then
        assertThat(response.statusCode()).isEqualTo(502);
    }

    private void modernProgram() {
        registry.add(
                "files",
                new Server.Stdio(
                        StdioLedger.command(),
                        Map.of("LEDGER_FILE", folder.resolve("ledger").toString(), "LEDGER_MODERN", "yes")));
    }

    private static String modernCall(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments
                + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    }

    private static String[] headers(String tool) {
        return new String[] {"mcp-protocol-version", "2026-07-28", "mcp-method", "tools/call", "mcp-name", tool};
    }

    @Test
    void shouldServeModernEraWhenProgramSpeaksIt() throws IOException {
        // given
        modernProgram();
        // when
        HttpResponse<String> response =
                new McpAgent(files, FakeRegistry.BOT).post(modernCall("pid", "{}"), headers("pid"));
        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\"");
        assertThat(ledger()).last().asString().contains("\"id\":\"gw-");
    }

    @Test
    void shouldReleaseHeldCallOfModernEraIntoSharedProgram() throws IOException {
        // given
        modernProgram();
        McpAgent.Stream stream = new McpAgent(files, FakeRegistry.BOT)
                .begin(modernCall("delete_file", "{\"ref\":\"" + word + "\"}"), headers("delete_file"));
        Hold hold = held();
        // when
        hold.approve().toCompletableFuture().join();
        // then
        assertThat(stream.whole()).contains("\"id\":1,\"result\"").doesNotContain("gw-");
        assertThat(ledger()).filteredOn(line -> line.contains(word)).hasSize(1);
    }

    @Test
    void shouldNameOtherRevisionsWhenProgramDoesNotSpeakModernEra() {
        // when
        HttpResponse<String> response =
                new McpAgent(files, FakeRegistry.BOT).post(modernCall("pid", "{}"), headers("pid"));
        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("-32600").contains("2025-11-25");
    }
}
