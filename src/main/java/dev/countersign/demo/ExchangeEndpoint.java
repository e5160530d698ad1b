package dev.countersign.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Streamable HTTP for the revisions with sessions: POST, GET and DELETE on one path, each with the bearer credential. */
final class ExchangeEndpoint implements HttpHandler {
    private static final String SESSION = "Mcp-Session-Id";
    private static final int LARGEST_BODY = 4 << 20;
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final byte[] authorization;
    private final McpMethods methods;
    private final McpSessions sessions = new McpSessions();
    private final CountDownLatch closing;

    /** @param closing counted down when the server stops, so that open streams end */
    ExchangeEndpoint(String credential, McpMethods methods, CountDownLatch closing) {
        this.authorization = ("Bearer " + credential).getBytes(UTF_8);
        this.methods = methods;
        this.closing = closing;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            if (!localOrigin(http)) {
                refuse(http, 403, "This origin may not use the exchange.");
            } else if (!MessageDigest.isEqual(
                    authorization, header(http, "Authorization").orElse("").getBytes(UTF_8))) {
                http.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"demo-exchange\"");
                refuse(http, 401, "The exchange takes its own credential only.");
            } else {
                serve(http);
            }
        }
    }

    private void serve(HttpExchange http) throws IOException {
        switch (http.getRequestMethod()) {
            case "POST" -> post(http);
            case "GET" -> stream(http);
            case "DELETE" -> delete(http);
            default -> {
                http.getResponseHeaders().set("Allow", "POST, GET, DELETE");
                refuse(http, 405, "Use POST, GET or DELETE.");
            }
        }
    }

    private void post(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            refuse(http, 413, "A message has at most " + LARGEST_BODY + " bytes.");
            return;
        }
        if (!header(http, "Accept").map(ExchangeEndpoint::takesJson).orElse(true)) {
            refuse(http, 406, "Accept application/json.");
            return;
        }
        JsonNode message;
        try {
            message = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            send(http, 400, McpMethods.error(Json.MAPPER.nullNode(), -32700, "The body is no JSON."));
            return;
        }
        if (message.path("method").asText().equals("initialize")) {
            initialize(http, message);
        } else if (sessionIsGood(http)) {
            answer(http, message);
        }
    }

    private void initialize(HttpExchange http, JsonNode message) throws IOException {
        Optional<? extends JsonNode> answer = methods.answer(message);
        JsonNode revision = answer.map(a -> a.at("/result/protocolVersion")).orElse(Json.MAPPER.missingNode());
        if (revision.isTextual()) {
            http.getResponseHeaders().set(SESSION, sessions.open(revision.textValue()));
        }
        answerOrAccept(http, answer);
    }

    private void answer(HttpExchange http, JsonNode message) throws IOException {
        if (!message.isArray()) {
            answerOrAccept(http, methods.answer(message));
            return;
        }
        // Only 2025-03-26 has batches
        Optional<String> revision = header(http, SESSION).flatMap(sessions::revision);
        if (message.isEmpty() || !revision.map("2025-03-26"::equals).orElse(false)) {
            send(http, 400, McpMethods.error(Json.MAPPER.nullNode(), McpMethods.INVALID_REQUEST, "No batches here."));
            return;
        }
        ArrayNode answers = Json.MAPPER.createArrayNode();
        message.forEach(element -> methods.answer(element).ifPresent(answers::add));
        answerOrAccept(http, answers.isEmpty() ? Optional.empty() : Optional.of(answers));
    }

    /** The stream for what the server has to say by itself: this one has nothing to say, so it stays open and quiet. */
    private void stream(HttpExchange http) throws IOException {
        if (!sessionIsGood(http)) {
            return;
        }
        http.getResponseHeaders().set("Content-Type", "text/event-stream");
        http.getResponseHeaders().set("Cache-Control", "no-cache, no-transform");
        http.sendResponseHeaders(200, 0);
        OutputStream out = http.getResponseBody();
        String session = header(http, SESSION).orElse("");
        try {
            do {
                out.write(": open\n\n".getBytes(UTF_8));
                out.flush();
            } while (!closing.await(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                    && sessions.revision(session).isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops: the stream ends
        }
    }

    private void delete(HttpExchange http) throws IOException {
        if (sessionIsGood(http)) {
            sessions.close(header(http, SESSION).orElse(""));
            http.sendResponseHeaders(204, -1);
        }
    }

    private boolean sessionIsGood(HttpExchange http) throws IOException {
        Optional<String> id = header(http, SESSION);
        if (id.isEmpty()) {
            refuse(http, 400, "Open a session with initialize and send its " + SESSION + ".");
            return false;
        }
        if (id.flatMap(sessions::revision).isEmpty()) {
            refuse(http, 404, "This session is not known any more; open a new one with initialize.");
            return false;
        }
        Optional<String> revision = header(http, "MCP-Protocol-Version");
        if (revision.isPresent() && !McpSessions.REVISIONS.contains(revision.get())) {
            refuse(http, 400, "Protocol revisions here: " + String.join(", ", McpSessions.REVISIONS) + ".");
            return false;
        }
        return true;
    }

    private static void answerOrAccept(HttpExchange http, Optional<? extends JsonNode> answer) throws IOException {
        if (answer.isPresent()) {
            send(http, 200, answer.get());
        } else {
            http.sendResponseHeaders(202, -1);
        }
    }

    private static void refuse(HttpExchange http, int status, String text) throws IOException {
        send(http, status, McpMethods.error(Json.MAPPER.nullNode(), status, text));
    }

    private static void send(HttpExchange http, int status, JsonNode message) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsBytes(message);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, body.length);
        http.getResponseBody().write(body);
    }

    private static boolean takesJson(String accept) {
        return accept.contains("application/json") || accept.contains("*/*") || accept.contains("application/*");
    }

    /** A browser page of another host must not reach a server on loopback (MCP, transports: Origin has to be checked). */
    private static boolean localOrigin(HttpExchange http) {
        Optional<String> origin = header(http, "Origin");
        if (origin.isEmpty()) {
            return true;
        }
        try {
            String host = String.valueOf(URI.create(origin.get()).getHost());
            return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> header(HttpExchange http, String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }
}
