package dev.countersign.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A client at its default settings that calls a held tool, and calls again when it is told to come back. */
enum HeldClient {
    TYPESCRIPT_SDK_1("v1"),
    TYPESCRIPT_SDK_1_WITH_PROGRESS("v1", "progress"),
    TYPESCRIPT_CLIENT_2("v2"),
    TYPESCRIPT_CLIENT_2_MODERN("v2-modern"),
    JAVA_SDK_2 {
        @Override
        List<Told> call(NodePackages npm, URI endpoint, String token, String tool, Map<String, String> arguments) {
            return javaSdk(endpoint, token, tool, arguments);
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CALLS = 8;

    private final List<String> options;

    HeldClient(String... options) {
        this.options = List.of(options);
    }

    /** One answer as the client got it, after so many milliseconds. */
    record Told(long millis, String text, boolean isError) {}

    /** Everything it is told, the last of it the true answer. */
    List<Told> call(NodePackages npm, URI endpoint, String token, String tool, Map<String, String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(npm.path("held.mjs"), options.get(0), endpoint.toString(), tool));
        command.add(JSON.valueToTree(arguments).toString());
        command.addAll(options.subList(1, options.size()));
        try {
            Process process = npm.start(command, Map.of("COUNTERSIGN_TOKEN", token));
            process.getOutputStream().close();
            List<Told> told = new ArrayList<>();
            for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode answer = JSON.readTree(line);
                told.add(new Told(
                        answer.path("ms").asLong(),
                        answer.path("text").asText(),
                        answer.path("isError").asBoolean()));
            }
            if (told.isEmpty()) {
                throw new IllegalStateException(this + " failed: "
                        + process.errorReader().lines().limit(20).collect(Collectors.joining("\n")));
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Told> javaSdk(URI endpoint, String token, String tool, Map<String, String> arguments) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        endpoint.resolve("/").toString())
                .endpoint(endpoint.getPath())
                .addHttpRequestCustomizer(
                        (request, method, uri, body, context) -> request.header("Authorization", "Bearer " + token))
                .build();
        List<Told> told = new ArrayList<>();
        try (McpSyncClient client = McpClient.sync(transport).build()) {
            client.initialize();
            do {
                long start = System.nanoTime();
                CallToolResult answer = client.callTool(CallToolRequest.builder(tool)
                        .arguments(Map.copyOf(arguments))
                        .build());
                told.add(new Told(
                        (System.nanoTime() - start) / 1_000_000, text(answer), Boolean.TRUE.equals(answer.isError())));
            } while (told.get(told.size() - 1).text().startsWith("[APPROVAL PENDING]") && told.size() < MOST_CALLS);
        }
        return told;
    }

    private static String text(CallToolResult answer) {
        return answer.content().stream()
                .map(part -> part instanceof TextContent text ? text.text() : "")
                .collect(Collectors.joining("\n"));
    }
}
