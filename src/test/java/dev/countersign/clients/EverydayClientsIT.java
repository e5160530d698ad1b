package dev.countersign.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fixtures.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that people use, through the service, against servers that people use: over standard input and over HTTP. */
@Tag("processes")
class EverydayClientsIT {
    private static final String EVERYTHING = "@modelcontextprotocol/server-everything/dist/index.js";
    private static final String FILESYSTEM = "@modelcontextprotocol/server-filesystem/dist/index.js";

    private static NodePackages npm;
    private static Path shared;
    private static Process everythingHttp;
    private static RunningService service;
    private static Approver bob;

    @BeforeAll
    static void start() throws Exception {
        npm = NodePackages.install();
        Path folder = RunningService.newFolder().toRealPath();
        shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("hello.txt"), "Hello from the file");
        int port = RunningService.freePort();
        everythingHttp = startEverything(port, folder);
        String everything = Scene.policy(folder, "everything", List.of("get-env"), List.of("get-sum"));
        String files = Scene.policy(folder, "files", List.of("move_file"), List.of("write_file"));
        service = RunningService.start(Scene.of(Map.of(
                "everything-stdio",
                Map.of("command", List.of(npm.node, npm.module(EVERYTHING), "stdio"), "policy", everything),
                "everything-http",
                Map.of("url", "http://127.0.0.1:" + port + "/mcp", "policy", everything),
                "files",
                Map.of("command", List.of(npm.node, npm.module(FILESYSTEM), shared.toString()), "policy", files))));
        bob = new Approver(service, Scene.BOB);
    }

    private static Process startEverything(int port, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(npm.node, npm.module(EVERYTHING), "streamableHttp")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("everything.log").toFile());
        builder.environment().put("PORT", String.valueOf(port));
        Process process = builder.start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        return process;
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (everythingHttp != null) {
            everythingHttp.destroy();
        }
    }

    /** A server, and what the tests do with it. */
    record Upstream(String name, String hidden, String read, Map<String, String> readArguments, String readAnswer) {}

    static Stream<Upstream> everyServer() {
        return Stream.of(
                new Upstream(
                        "everything-stdio", "get-env", "echo", Map.of("message", "over stdio"), "Echo: over stdio"),
                new Upstream("everything-http", "get-env", "echo", Map.of("message", "over http"), "Echo: over http"),
                new Upstream(
                        "files",
                        "move_file",
                        "read_text_file",
                        Map.of("path", shared.resolve("hello.txt").toString()),
                        "Hello from the file"));
    }

    static Stream<Arguments> everyClientWithEveryServer() {
        return Arrays.stream(EverydayClient.values())
                .flatMap(client -> everyServer().map(upstream -> Arguments.of(client, upstream)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyClientWithEveryServer")
    void shouldListAllButTheHiddenToolWhenAClientAsks(EverydayClient client, Upstream upstream) {
        // when
        JsonNode tools = client.tools(npm, endpoint(upstream.name()), Scene.BOT).path("tools");

        // then
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> names.add(tool.path("name").asText()));
        assertThat(names).hasSizeGreaterThan(8).contains(upstream.read()).doesNotContain(upstream.hidden());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyClientWithEveryServer")
    void shouldAnswerLikeTheServerWhenACallIsAllowed(EverydayClient client, Upstream upstream) {
        // when
        JsonNode answer =
                client.answer(npm, endpoint(upstream.name()), Scene.BOT, upstream.read(), upstream.readArguments());

        // then
        assertThat(text(answer)).isEqualTo(upstream.readAnswer());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyServer")
    void shouldBeToldWhenAHiddenToolIsCalled(Upstream upstream) {
        // when
        JsonNode answer = EverydayClient.TYPESCRIPT_SDK.answer(
                npm, endpoint(upstream.name()), Scene.BOT, upstream.hidden(), Map.of("x", "y"));

        // then
        assertThat(answer.path("isError").asBoolean()).isTrue();
        assertThat(text(answer)).startsWith("[POLICY DENIED]");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyServer")
    void shouldNotFindAHiddenToolWhenTheClientLooksItUpFirst(Upstream upstream) {
        // when, then
        assertThatThrownBy(() -> EverydayClient.INSPECTOR.answer(
                        npm, endpoint(upstream.name()), Scene.BOT, upstream.hidden(), Map.of("x", "y")))
                .hasMessageContaining("not found on server");
    }

    static Stream<Arguments> everyClientWithEveryTransport() {
        return Arrays.stream(EverydayClient.values())
                .flatMap(client ->
                        Stream.of("everything-stdio", "everything-http").map(server -> Arguments.of(client, server)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyClientWithEveryTransport")
    void shouldWaitAndThenHaveTheAnswerWhenAPersonApproves(EverydayClient client, String server) {
        // given
        String left = String.valueOf(1000 + client.ordinal());
        CompletableFuture<JsonNode> call = CompletableFuture.supplyAsync(
                () -> client.answer(npm, endpoint(server), Scene.BOT, "get-sum", Map.of("a", left, "b", "1")));
        JsonNode approval = bob.awaitPending(server, "get-sum", left);
        assertThat(call).isNotDone();

        // when
        bob.approve(approval);

        // then
        assertThat(text(call.join())).contains(String.valueOf(1001 + client.ordinal()));
        await().untilAsserted(() ->
                assertThat(bob.now(approval).path("state").asText()).isEqualTo("completed"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyClientWithEveryTransport")
    void shouldBeToldWhenAPersonDenies(EverydayClient client, String server) {
        // given
        String left = String.valueOf(2000 + client.ordinal());
        CompletableFuture<JsonNode> call = CompletableFuture.supplyAsync(
                () -> client.answer(npm, endpoint(server), Scene.BOT, "get-sum", Map.of("a", left, "b", "1")));

        // when
        bob.deny(bob.awaitPending(server, "get-sum", left), "not today");

        // then
        assertThat(text(call.join())).startsWith("[APPROVAL DENIED]").contains("not today");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyClient")
    void shouldWriteTheFileOnlyWhenAPersonApproves(EverydayClient client) {
        // given
        Path file = shared.resolve(client.name() + ".txt");
        CompletableFuture<JsonNode> call = CompletableFuture.supplyAsync(() -> client.answer(
                npm,
                endpoint("files"),
                Scene.BOT,
                "write_file",
                Map.of("path", file.toString(), "content", "written once")));
        JsonNode approval = bob.awaitPending("files", "write_file", client.name());
        assertThat(file).doesNotExist();

        // when
        bob.approve(approval);

        // then
        assertThat(text(call.join())).contains("Successfully wrote");
        assertThat(file).hasContent("written once");
    }

    static Stream<EverydayClient> everyClient() {
        return Arrays.stream(EverydayClient.values());
    }

    private static URI endpoint(String server) {
        return service.url("/mcp/" + server);
    }

    private static String text(JsonNode result) {
        return result.at("/content/0/text").asText();
    }
}
