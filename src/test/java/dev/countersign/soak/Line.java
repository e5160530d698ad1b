package dev.countersign.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One client's way to the gateway: it breaks whenever the node goes, and is tried again. */
final class Line {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final URI url;
    private final String token;

    /** The id of the last event that came with one. */
    private Optional<String> lastEventId = Optional.empty();

    private volatile String heard = "nothing";

    Line(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What came: a status, the session's id if there is one, and the response to the request if it came before the connection broke. */
    record Answer(int status, Optional<String> session, Optional<JsonNode> response) {}

    Optional<String> lastEventId() {
        return lastEventId;
    }

    /** The request that went last and what came of it. */
    String heard() {
        return heard;
    }

    void forgetEvents() {
        lastEventId = Optional.empty();
    }

    Answer post(String body, Map<String, String> headers) throws IOException, InterruptedException {
        return exchange(builder(headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer get(Map<String, String> headers) throws IOException, InterruptedException {
        return exchange(builder(headers).GET());
    }

    /** Before the next try. */
    static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private HttpRequest.Builder builder(Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .header("accept", "application/json, text/event-stream");
        headers.forEach(request::setHeader);
        return request;
    }

    private Answer exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest asked = request.build();
        String question = Instant.now() + " " + asked.method() + " "
                + asked.headers().firstValue("last-event-id").orElse("");
        heard = question + " waiting";
        HttpResponse<InputStream> response = HTTP.send(asked, BodyHandlers.ofInputStream());
        heard = question + " " + response.statusCode() + " waiting";
        boolean events = response.headers()
                .firstValue("content-type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        try (InputStream body = response.body()) {
            Optional<JsonNode> found = events ? read(body) : whole(body);
            heard = question + " " + response.statusCode() + " " + found;
            return new Answer(response.statusCode(), response.headers().firstValue("mcp-session-id"), found);
        }
    }

    private static Optional<JsonNode> whole(InputStream body) throws IOException {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return text.startsWith("{") ? Optional.of(JSON.readTree(text)) : Optional.empty();
    }

    private Optional<JsonNode> read(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                lastEventId = Optional.of(line.substring(3).strip());
            } else if (line.startsWith("data:") && line.length() > 6) {
                JsonNode message = JSON.readTree(line.substring(5));
                if (message.has("result") || message.has("error")) {
                    return Optional.of(message);
                }
            }
        }
        return Optional.empty();
    }
}
