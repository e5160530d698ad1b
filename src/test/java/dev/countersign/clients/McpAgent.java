package dev.countersign.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** An agent on the bare protocol (2025-06-18) that shows the text of each answer as it came. */
final class McpAgent {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final String token;
    private String session = "";

    private McpAgent(URI endpoint, String token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    static McpAgent open(URI endpoint, String token) {
        McpAgent agent = new McpAgent(endpoint, token);
        HttpResponse<String> opened = agent.send("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
                "clientInfo":{"name":"replay","version":"1"}}}""");
        agent.session = opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
        agent.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return agent;
    }

    /** The JSON text of the {@code tools/list} response. */
    String toolsList() {
        return message(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}"));
    }

    /** The first text of the {@code tools/call} result. */
    String call(String tool, String arguments) {
        HttpResponse<String> response =
                send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":"
                        + JSON.valueToTree(tool) + ",\"arguments\":" + arguments + "}}");
        try {
            return JSON.readTree(message(response)).at("/result/content/0/text").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-06-18");
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(endpoint + ": " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body, or in an event stream the data of its last event that has any. */
    private static String message(HttpResponse<String> response) {
        boolean events = response.headers()
                .firstValue("Content-Type")
                .map(type -> type.startsWith("text/event-stream"))
                .orElse(false);
        if (!events) {
            return response.body();
        }
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data:") && line.contains("\"jsonrpc\""))
                .reduce((first, second) -> second)
                .map(line -> line.substring("data:".length()).strip())
                .orElseThrow(() -> new AssertionError("the stream ended without an answer: " + response.body()));
    }
}
