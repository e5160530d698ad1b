package dev.countersign.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.McpAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** An agent that speaks of tasks, in the words of one of the two revisions that have them. */
final class TaskAgent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODERN = "2026-07-28";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + MODERN
            + "\",\"io.modelcontextprotocol/clientInfo\":{\"name\":\"test\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}";

    private final McpAgent agent;
    private final boolean modern;
    private final AtomicInteger ids = new AtomicInteger(1);

    private TaskAgent(McpAgent agent, boolean modern) {
        this.agent = agent;
        this.modern = modern;
    }

    static TaskAgent legacy(URI url, String token) {
        return new TaskAgent(McpAgent.open(url, token, "2025-11-25"), false);
    }

    static TaskAgent modern(URI url, String token) {
        return new TaskAgent(new McpAgent(url, token), true);
    }

    McpAgent plain() {
        return agent;
    }

    /** The id of the task that answers this call. */
    String begin(String tool, String arguments) {
        JsonNode result = request(
                        "tools/call",
                        tool,
                        "\"name\":\"" + tool + "\",\"arguments\":" + arguments
                                + (modern ? "" : ",\"task\":{\"ttl\":60000}"))
                .path("result");
        JsonNode task = modern ? result : result.path("task");
        if (!task.has("taskId")) {
            throw new AssertionError("no task: " + result);
        }
        return task.path("taskId").asText();
    }

    JsonNode get(String task) {
        return about("tasks/get", task, "").path("result");
    }

    /** The response to a method about a task. */
    JsonNode about(String method, String task, String more) {
        return request(method, task, "\"taskId\":\"" + task + "\"" + more);
    }

    /** The task once it is in this state. */
    JsonNode awaitStatus(String task, String status) {
        AtomicReference<JsonNode> found = new AtomicReference<>(JSON.missingNode());
        Awaitility.await(task + " " + status).atMost(Duration.ofSeconds(60)).until(() -> {
            found.set(get(task));
            return found.get().path("status").asText().equals(status);
        });
        return found.get();
    }

    /** Asks for the result and keeps the connection open until it comes. */
    McpAgent.Stream result(String task) {
        return agent.begin(message(ids.getAndIncrement(), "tasks/result", "\"taskId\":\"" + task + "\""));
    }

    private JsonNode request(String method, String name, String params) {
        String body = message(ids.getAndIncrement(), method, params);
        String text = (modern
                        ? agent.post(body, "mcp-protocol-version", MODERN, "mcp-method", method, "mcp-name", name)
                        : agent.post(body))
                .body();
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + text, e);
        }
    }

    private String message(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params
                + (modern ? "," + META : "") + "}}";
    }
}
