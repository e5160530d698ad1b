package dev.countersign.gateway.protocol.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonText;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Responses that tell of a task of 2025-11-25. */
public final class TaskTexts {

    /** How often a client should ask, in milliseconds. */
    static final int POLL_MILLIS = 2000;

    private static final String RELATED = "io.modelcontextprotocol/related-task";

    private TaskTexts() {}

    /** The answer to the call itself: the handle. */
    public static RawMessage created(String requestId, TaskFacts task) {
        return response(requestId, "{\"task\":" + members(task, "ttl", "pollInterval") + "}");
    }

    /** The answer to {@code tasks/get} and {@code tasks/cancel}. */
    public static RawMessage got(String requestId, TaskFacts task) {
        return response(requestId, members(task, "ttl", "pollInterval"));
    }

    /**
     * The answer to {@code tasks/result}: the response of the call, its result marked as belonging to the task.
     *
     * @return an error as it is; a result that has no place for the mark as it is
     */
    public static RawMessage result(RawMessage response, String taskId) {
        byte[] bytes = response.bytes();
        String mark = "{\"taskId\":" + JsonText.quote(taskId) + "}";
        try {
            Optional<Span> result = Located.value(bytes, "result").filter(span -> bytes[span.from()] == '{');
            if (result.isEmpty()) {
                return response;
            }
            return RawMessage.of(marked(bytes, result.get(), mark).toBytes());
        } catch (DoubtfulJsonException unreadable) {
            return response;
        }
    }

    private static Splice marked(byte[] bytes, Span result, String mark) throws DoubtfulJsonException {
        Optional<Span> theirs = Located.value(bytes, "result", "_meta", RELATED);
        if (theirs.isPresent()) {
            return Splice.of(bytes).replace(theirs.get(), mark);
        }
        Optional<Span> meta = Located.value(bytes, "result", "_meta");
        String whole = "{" + JsonText.quote(RELATED) + ":" + mark + "}";
        if (meta.isEmpty()) {
            return Splice.of(bytes).insertMember(result, "_meta", whole);
        }
        return bytes[meta.get().from()] == '{'
                ? Splice.of(bytes).insertMember(meta.get(), RELATED, mark)
                : Splice.of(bytes).replace(meta.get(), whole);
    }

    /** The members of a task, in braces. */
    static String members(TaskFacts task, String ttl, String poll) {
        StringBuilder out = new StringBuilder(320).append("{\"taskId\":");
        JsonText.append(out, task.id())
                .append(",\"status\":\"")
                .append(task.status().word())
                .append('"');
        if (!task.message().isEmpty()) {
            JsonText.append(out.append(",\"statusMessage\":"), task.message());
        }
        out.append(",\"createdAt\":\"").append(task.createdAt().truncatedTo(ChronoUnit.MILLIS));
        out.append("\",\"lastUpdatedAt\":\"").append(task.updatedAt().truncatedTo(ChronoUnit.MILLIS));
        out.append("\",\"").append(ttl).append("\":").append(task.ttlMillis());
        return out.append(",\"")
                .append(poll)
                .append("\":")
                .append(POLL_MILLIS)
                .append('}')
                .toString();
    }

    private static RawMessage response(String requestId, String result) {
        return RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + requestId + ",\"result\":" + result + "}");
    }
}
