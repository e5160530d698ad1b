package dev.countersign.clients;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.fixtures.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A person who decides through REST. */
final class Approver {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningService service;
    private final String token;

    Approver(RunningService service, String token) {
        this.service = service;
        this.token = token;
    }

    /** Waits until a call of this tool on this server, with this word in its arguments, can be decided. */
    JsonNode awaitPending(String server, String tool, String word) {
        AtomicReference<JsonNode> found = new AtomicReference<>(JSON.missingNode());
        Predicate<JsonNode> wanted = approval -> approval.path("tool").asText().equals(tool)
                && approval.path("argumentsText").asText().contains(word);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (JsonNode approval :
                    get("/api/v1/approvals?state=pending&server=" + server).path("items")) {
                if (wanted.test(approval)) {
                    found.set(approval);
                }
            }
            return !found.get().isMissingNode();
        });
        return found.get();
    }

    JsonNode approve(JsonNode approval) {
        return vote(approval, "approve", "fine");
    }

    JsonNode deny(JsonNode approval, String comment) {
        return vote(approval, "deny", comment);
    }

    /** The approval as it is now. */
    JsonNode now(JsonNode approval) {
        return get("/api/v1/approvals/" + approval.path("id").asText());
    }

    private JsonNode vote(JsonNode approval, String decision, String comment) {
        String body = JSON.valueToTree(Map.of(
                        "decision", decision, "digest", approval.path("digest").asText(), "comment", comment))
                .toString();
        return send(request("/api/v1/approvals/" + approval.path("id").asText() + "/votes")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode get(String path) {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.url(path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
