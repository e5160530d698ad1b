package dev.countersign.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A tiny agent that asks for one transfer through the gateway, like any agent over HTTP, and waits for a person. Told
 * {@code [APPROVAL PENDING]} it calls again with the same bytes, which attaches it to the call that waits already; the
 * same happens after a restart of the service. One daemon thread.
 */
public final class FirstCall implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(FirstCall.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int PAUSE_SECONDS = 2;
    private static final int MOST_FAILURES = 30;
    private static final String PENDING = "[APPROVAL PENDING]";
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"countersign-demo-agent","version":"1"}}}""";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";
    private static final String TRANSFER = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"transfer","arguments":\
            {"to":"cold-storage","currency":"USDT","amount":250.00,"note":"Move this week's profit out of the exchange"}}}""";

    private final URI endpoint;
    private final String token;
    private final Runnable answered;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param endpoint the gateway's address of the exchange
     * @param token the agent's
     * @param answered run once when the call has its final answer, whatever that is
     */
    public FirstCall(URI endpoint, String token, Runnable answered) {
        this.endpoint = endpoint;
        this.token = token;
        this.answered = answered;
        thread = new Thread(this::run, "demo-first-call");
        thread.setDaemon(true);
    }

    /** Starts asking, once. */
    public void start() {
        thread.start();
    }

    /** Stops waiting; the call stays open for the approvers. */
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
    }

    private void run() {
        int failures = 0;
        try {
            while (failures < MOST_FAILURES) {
                Optional<String> answer = attempt();
                if (answer.isPresent() && !answer.get().startsWith(PENDING)) {
                    LOGGER.log(Level.INFO, "the demo agent has its answer: {0}", outcome(answer.get()));
                    answered.run();
                    return;
                }
                failures = answer.isPresent() ? 0 : failures + 1;
                if (stopped.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
            LOGGER.warning("the demo agent could not make its call; it tries again at the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the service stops
        }
    }

    /** One session, one call; empty when it could not be made or its answer got lost. */
    private Optional<String> attempt() throws InterruptedException {
        try {
            HttpResponse<Stream<String>> opened = post(INITIALIZE, "");
            String session = opened.headers().firstValue("Mcp-Session-Id").orElse("");
            if (answerTo(0, opened).isEmpty() || session.isEmpty()) {
                return Optional.empty();
            }
            readOver(post(INITIALIZED, session));
            readOver(post(LIST, session)); // as every client does; the service learns what the tools are
            return answerTo(2, post(TRANSFER, session))
                    .map(message -> message.at("/result/content/0/text").asText(""));
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.FINE, "the demo agent lost its connection", e);
            return Optional.empty();
        }
    }

    private HttpResponse<Stream<String>> post(String body, String session) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-06-18");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    private static void readOver(HttpResponse<Stream<String>> response) {
        try (Stream<String> lines = response.body()) {
            lines.forEach(line -> {});
        }
    }

    /** The result with this id, out of a JSON body or an event stream; comments and notifications are read over. */
    private static Optional<JsonNode> answerTo(int id, HttpResponse<Stream<String>> response) throws IOException {
        try (Stream<String> lines = response.body()) {
            boolean events = response.headers()
                    .firstValue("Content-Type")
                    .map(type -> type.startsWith("text/event-stream"))
                    .orElse(false);
            StringBuilder data = new StringBuilder();
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (!events || line.startsWith("data:")) {
                    data.append(events ? line.substring("data:".length()) : line)
                            .append('\n');
                }
                if (line.isEmpty() || !all.hasNext()) {
                    Optional<JsonNode> message = result(id, data.toString());
                    if (message.isPresent()) {
                        return message;
                    }
                    data.setLength(0);
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> result(int id, String text) throws JsonProcessingException {
        if (text.isBlank()) {
            return Optional.empty();
        }
        JsonNode message = Json.MAPPER.readTree(text);
        boolean mine = message.path("id").asInt(-1) == id && message.has("result");
        return mine ? Optional.of(message) : Optional.empty();
    }

    /** The bracketed word of a refusal; the text itself may quote arguments, which no log does. */
    private static String outcome(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') : -1;
        return end > 0 ? text.substring(0, end + 1) : "the transfer was made";
    }
}
