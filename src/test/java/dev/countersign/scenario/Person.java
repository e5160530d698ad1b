package dev.countersign.scenario;

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
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A person who looks and decides through REST on one node. */
final class Person {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningService node;
    private final String token;

    Person(RunningService node, String token) {
        this.node = node;
        this.token = token;
    }

    /** The one call with this word in its arguments, once it is in one of these states and somebody waits for it or not. */
    JsonNode await1(String word, Set<String> states, Set<Boolean> attached) {
        AtomicReference<JsonNode> found = new AtomicReference<>(JSON.missingNode());
        await(word + " " + states).atMost(PATIENCE).until(() -> {
            JsonNode items = all(word);
            if (items.size() != 1
                    || !states.contains(items.get(0).path("state").asText())
                    || !attached.contains(items.get(0).path("attached").asBoolean())) {
                return false;
            }
            found.set(items.get(0));
            return true;
        });
        return found.get();
    }

    /** Every call with this word in its arguments. */
    JsonNode all(String word) {
        return read(send(request("/api/v1/approvals?q=" + word).build()));
    }

    private static JsonNode read(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body()).path("items");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Approves under a key of its own; the HTTP status. */
    int approve(JsonNode approval, String key) {
        return vote(approval, "approve", "", key);
    }

    /** Refuses with a comment; the HTTP status. */
    int deny(JsonNode approval, String comment) {
        return vote(approval, "deny", comment, "deny-" + approval.path("id").asText());
    }

    private int vote(JsonNode approval, String decision, String comment, String key) {
        String body = JSON.valueToTree(Map.of(
                        "decision", decision, "digest", approval.path("digest").asText(), "comment", comment))
                .toString();
        return send(request("/api/v1/approvals/" + approval.path("id").asText() + "/votes")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node.url(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
