package dev.countersign.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An MCP server that serves a recorded tool list and writes every call it gets into a ledger. */
final class ReplayServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ToolList tools;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> ledger = new CopyOnWriteArrayList<>();

    private ReplayServer(ToolList tools) throws IOException {
        this.tools = tools;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::answer);
        server.start();
    }

    static ReplayServer start(ToolList tools) throws IOException {
        return new ReplayServer(tools);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    /** The bodies of all {@code tools/call} requests so far, as they came. */
    List<String> ledger() {
        return List.copyOf(ledger);
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            if (!http.getRequestMethod().equals("POST")) {
                http.sendResponseHeaders(http.getRequestMethod().equals("DELETE") ? 204 : 405, -1);
                return;
            }
            String body = new String(http.getRequestBody().readAllBytes(), UTF_8);
            JsonNode message = JSON.readTree(body);
            if (!message.has("id")) {
                http.sendResponseHeaders(202, -1);
                return;
            }
            String result = result(http, message, body);
            byte[] reply = ("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":" + result + "}")
                    .getBytes(UTF_8);
            http.getResponseHeaders().set("Content-Type", "application/json");
            http.sendResponseHeaders(200, reply.length);
            http.getResponseBody().write(reply);
        }
    }

    private String result(HttpExchange http, JsonNode message, String body) {
        return switch (message.path("method").asText()) {
            case "initialize" -> {
                http.getResponseHeaders()
                        .set("Mcp-Session-Id", UUID.randomUUID().toString());
                yield "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
                        + "\"serverInfo\":{\"name\":\"replay\",\"version\":\"1\"}}";
            }
            case "tools/list" -> tools.result();
            case "tools/call" -> {
                ledger.add(body);
                yield "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";
            }
            default -> "{}";
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
