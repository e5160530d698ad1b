package dev.countersign.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.LedgerServer;
import dev.countersign.fixtures.McpAgent;
import dev.countersign.fixtures.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One server, one agent of alice, bob who decides and ann who audits; {@code transfer} is held, all else is allowed. */
final class Scene {
    static final String BOT = "agent-token-of-the-operations-tests-1";
    static final String BOB = "person-token-of-the-operations-tests-b";
    static final String ANN = "person-token-of-the-operations-tests-a";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String POLICY = """
            {"version": "1", "default": "allow",
             "tools": {"transfer": {"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}]}}}""";

    private Scene() {}

    /** The tree below {@code countersign:}. */
    static Map<String, Object> of(LedgerServer server, Path folder) {
        try {
            Path policy = Files.writeString(folder.resolve("policy.json"), POLICY);
            return Map.of(
                    "servers",
                    Map.of("bank", Map.of("url", server.url().toString(), "policy", policy.toString())),
                    "agents",
                    Map.of("bot", Map.of("token", BOT, "owner", "alice", "grants", Map.of("bank", Map.of()))),
                    "people",
                    Map.of(
                            "bob",
                            Map.of("token", BOB, "roles", List.of("approver")),
                            "ann",
                            Map.of("token", ANN, "roles", List.of("auditor"))),
                    "hold",
                    Map.of("heartbeat", "PT1S"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static McpAgent agent(RunningService service) {
        return McpAgent.open(service.url("/mcp/bank"), BOT, "2025-06-18");
    }

    static int ready(RunningService service) {
        try {
            return get(service.url("/q/health/ready"), "").statusCode();
        } catch (UncheckedIOException notListening) {
            return 0;
        }
    }

    static void awaitReady(RunningService service, int status) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ready(service), answered -> answered == status);
    }

    static String metrics(RunningService service) {
        return get(service.url("/q/metrics"), "").body();
    }

    /** Waits until a call with this word in its arguments can be decided. */
    static JsonNode awaitPending(RunningService service, String word) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            for (JsonNode one : JSON.readTree(get(service.url("/api/v1/approvals?state=pending"), BOB)
                                            .body())
                                    .path("items")) {
                                if (one.path("argumentsText").asText().contains(word)) {
                                    return one;
                                }
                            }
                            return JSON.missingNode();
                        },
                        found -> !found.isMissingNode());
    }

    /** Votes, and expects that it counts. */
    static void vote(RunningService service, JsonNode approval, String decision, String comment) {
        String body = JSON.valueToTree(Map.of(
                        "decision", decision, "digest", approval.path("digest").asText(), "comment", comment))
                .toString();
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        service.url("/api/v1/approvals/" + approval.path("id").asText() + "/votes"))
                .header("Authorization", "Bearer " + BOB)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError("vote: " + answer.statusCode() + " " + answer.body());
        }
    }

    static HttpResponse<String> get(URI address, String token) {
        return send(HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
