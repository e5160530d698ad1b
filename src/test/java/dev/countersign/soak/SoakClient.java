package dev.countersign.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.soak.Line.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A client that wants one answer and does what its kind does when the connection breaks under it. */
abstract class SoakClient {

    final Line line;
    final String word;
    private int requests;

    SoakClient(URI url, String token, String word) {
        this.line = new Line(url, token);
        this.word = word;
    }

    /** The kinds, in the order in which they come. */
    enum Kind {
        /** Calls again when its connection broke: its call attaches. */
        REPEATS {
            @Override
            SoakClient client(URI url, String token, String word) {
                return new LegacyClient(url, token, word, false);
            }
        },
        /** Resumes its stream by the id of the last event. */
        RESUMES {
            @Override
            SoakClient client(URI url, String token, String word) {
                return new LegacyClient(url, token, word, true);
            }
        },
        /** 2025-11-25: asks for a task, polls it, fetches its result. */
        TASK {
            @Override
            SoakClient client(URI url, String token, String word) {
                return new LegacyTaskClient(url, token, word);
            }
        },
        /** 2026-07-28: issues its call anew, and comes back with the state it was given. */
        LEGS {
            @Override
            SoakClient client(URI url, String token, String word) {
                return new ModernClient(url, token, word, false);
            }
        },
        /** 2026-07-28 with the tasks extension. */
        MODERN_TASK {
            @Override
            SoakClient client(URI url, String token, String word) {
                return new ModernClient(url, token, word, true);
            }
        };

        abstract SoakClient client(URI url, String token, String word);
    }

    /** What it heard last, for who wants to know why it is still waiting. */
    final String heard() {
        return line.heard();
    }

    /** The text of the final tool result, however long it takes. */
    final String answer() throws InterruptedException {
        while (true) {
            try {
                Optional<String> text = attempt();
                if (text.isPresent() && !text.get().startsWith("[APPROVAL PENDING]")) {
                    return text.get();
                }
            } catch (IOException gone) {
                // the node is away: that is what this client is here for
            }
            Line.pause();
        }
    }

    /** One round; empty: not there yet. */
    abstract Optional<String> attempt() throws IOException, InterruptedException;

    final int nextId() {
        return ++requests;
    }

    final String arguments() {
        return "{\"word\":\"" + word + "\"}";
    }

    static Optional<String> text(Answer answer) {
        return answer.response().flatMap(response -> text(response.path("result")));
    }

    static Optional<String> text(JsonNode result) {
        JsonNode text = result.path("content").path(0).path("text");
        return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
    }

    /** A session of the stateful revisions, opened when it is needed. */
    abstract static class InSession extends SoakClient {

        private static final String VERSION = "2025-11-25";

        private Optional<String> session = Optional.empty();

        InSession(URI url, String token, String word) {
            super(url, token, word);
        }

        final Map<String, String> headers() throws IOException, InterruptedException {
            if (session.isEmpty()) {
                Answer opened = line.post(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                                + VERSION
                                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"soak\",\"version\":\"1\"}}}",
                        Map.of());
                session = opened.status() == 200 ? opened.session() : Optional.empty();
            }
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("mcp-protocol-version", VERSION);
            headers.put("mcp-session-id", session.orElseThrow(() -> new IOException("no session yet")));
            return headers;
        }

        final Answer request(String method, String params) throws IOException, InterruptedException {
            Answer answer = line.post(
                    "{\"jsonrpc\":\"2.0\",\"id\":" + nextId() + ",\"method\":\"" + method + "\",\"params\":" + params
                            + "}",
                    headers());
            if (answer.status() == 404) {
                session = Optional.empty();
            }
            return answer;
        }
    }

    /** The stateful revisions without tasks. */
    private static final class LegacyClient extends InSession {

        private final boolean resumes;

        LegacyClient(URI url, String token, String word, boolean resumes) {
            super(url, token, word);
            this.resumes = resumes;
        }

        /** A request that has its response is over, and so is its stream: told to come back, it calls again. */
        private Optional<String> answered(Answer answer) {
            if (answer.response().isPresent() || answer.status() == 204) {
                line.forgetEvents();
            }
            return text(answer);
        }

        @Override
        Optional<String> attempt() throws IOException, InterruptedException {
            if (resumes && line.lastEventId().isPresent()) {
                Map<String, String> headers = headers();
                headers.put("last-event-id", line.lastEventId().get());
                headers.put("accept", "text/event-stream");
                Answer resumed = line.get(headers);
                if (resumed.status() != 404) {
                    return answered(resumed);
                }
            }
            return answered(request("tools/call", "{\"name\":\"transfer\",\"arguments\":" + arguments() + "}"));
        }
    }

    /** Tasks of 2025-11-25. */
    private static final class LegacyTaskClient extends InSession {

        private Optional<String> task = Optional.empty();

        LegacyTaskClient(URI url, String token, String word) {
            super(url, token, word);
        }

        @Override
        Optional<String> attempt() throws IOException, InterruptedException {
            if (task.isEmpty()) {
                Answer made = request(
                        "tools/call",
                        "{\"name\":\"transfer\",\"arguments\":" + arguments() + ",\"task\":{\"ttl\":3600000}}");
                task = made.response()
                        .map(response -> response.at("/result/task/taskId").asText(""))
                        .filter(id -> !id.isEmpty());
                return Optional.empty();
            }
            return text(request("tasks/result", "{\"taskId\":\"" + task.get() + "\"}"));
        }
    }

    /** 2026-07-28. */
    private static final class ModernClient extends SoakClient {

        private final boolean tasks;
        private Optional<String> task = Optional.empty();
        private Optional<String> state = Optional.empty();

        ModernClient(URI url, String token, String word, boolean tasks) {
            super(url, token, word);
            this.tasks = tasks;
        }

        @Override
        Optional<String> attempt() throws IOException, InterruptedException {
            return task.isPresent() ? poll(task.get()) : call();
        }

        private Optional<String> call() throws IOException, InterruptedException {
            String back = state.map(s -> ",\"requestState\":\"" + s + "\"").orElse("");
            state = Optional.empty();
            Answer answer =
                    request("tools/call", "transfer", "\"name\":\"transfer\",\"arguments\":" + arguments() + back);
            JsonNode result = answer.response().map(r -> r.path("result")).orElse(Line.JSON.missingNode());
            switch (result.path("resultType").asText()) {
                case "task" -> task = Optional.of(result.path("taskId").asText());
                case "input_required" ->
                    state = Optional.of(result.path("requestState").asText());
                default -> {
                    return text(result);
                }
            }
            return Optional.empty();
        }

        private Optional<String> poll(String id) throws IOException, InterruptedException {
            Answer answer = request("tasks/get", id, "\"taskId\":\"" + id + "\"");
            return answer.response().flatMap(response -> text(response.at("/result/result")));
        }

        private Answer request(String method, String name, String params) throws IOException, InterruptedException {
            String extensions = tasks ? "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}" : "{}";
            String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"soak\",\"version\":\"1\"},"
                    + "\"io.modelcontextprotocol/clientCapabilities\":" + extensions + "}";
            return line.post(
                    "{\"jsonrpc\":\"2.0\",\"id\":" + nextId() + ",\"method\":\"" + method + "\",\"params\":{" + params
                            + "," + meta + "}}",
                    Map.of("mcp-protocol-version", "2026-07-28", "mcp-method", method, "mcp-name", name));
        }
    }
}
