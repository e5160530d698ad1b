package dev.countersign.gateway.protocol.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.answer.ToolResults;
import dev.countersign.gateway.protocol.answer.ToolResults.ServerInfo;
import dev.countersign.json.JsonText;

/** Responses of the extension {@code io.modelcontextprotocol/tasks} (2026-07-28): flat, ended tasks carry their end. */
public final class ModernTaskTexts {

    /** What a request about tasks has to declare, as the data of {@code -32021} names it. */
    public static final String REQUIRED =
            "{\"requiredCapabilities\":{\"extensions\":{" + JsonText.quote(TaskOffer.EXTENSION) + ":{}}}}";

    private ModernTaskTexts() {}

    /** The answer to the call itself: the handle. */
    public static RawMessage created(String requestId, TaskFacts task, ServerInfo server) {
        return response(requestId, "task", members(task), server);
    }

    /**
     * The answer to {@code tasks/get}.
     *
     * @param end the exact text of the member that the status asks for ({@code result}, {@code error}, {@code inputRequests}); empty
     *     for a state without one
     */
    public static RawMessage got(String requestId, TaskFacts task, String end, ServerInfo server) {
        return response(requestId, "complete", members(task) + (end.isEmpty() ? "" : "," + end), server);
    }

    /** The empty answer to {@code tasks/update} and {@code tasks/cancel}. */
    public static RawMessage acknowledged(String requestId, ServerInfo server) {
        return response(requestId, "complete", "", server);
    }

    private static String members(TaskFacts task) {
        String braces = TaskTexts.members(task, "ttlMs", "pollIntervalMs");
        return braces.substring(1, braces.length() - 1);
    }

    private static RawMessage response(String requestId, String type, String members, ServerInfo server) {
        return RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + requestId + ",\"result\":{\"resultType\":\"" + type
                + "\"," + (members.isEmpty() ? "" : members + ",") + ToolResults.meta(server) + "}}");
    }
}
