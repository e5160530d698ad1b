package dev.countersign.gateway.protocol.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.protocol.task.TaskFacts.Status;
import dev.countersign.json.DoubtfulJsonException;
import java.util.Optional;

/**
 * What the response of a call means for its task.
 *
 * @param status of the task
 * @param message its status message
 * @param member the exact text of the member that carries the end in the modern shape
 */
public record TaskEnd(Status status, String message, String member) {

    private static final String UNREADABLE = "The server answered with something that is no JSON-RPC response.";

    /** In 2025-11-25, whose clients may show nothing of a failed task but its status message: so that is the text of the answer. */
    public static TaskEnd legacy(RawMessage response) {
        try {
            Responses.Facts said = Responses.facts(response);
            return said.isError() ? new TaskEnd(Status.FAILED, said.text(), "") : new TaskEnd(Status.COMPLETED, "", "");
        } catch (UnreadableAnswerException unreadable) {
            return new TaskEnd(Status.FAILED, UNREADABLE, "");
        }
    }

    /** In 2026-07-28: only a JSON-RPC error is a failure, and a result may be a question. */
    public static TaskEnd modern(RawMessage response) {
        byte[] bytes = response.bytes();
        Optional<Span> error = at(bytes, "error");
        if (error.isPresent()) {
            return new TaskEnd(
                    Status.FAILED,
                    legacy(response).message(),
                    "\"error\":" + error.get().text(bytes));
        }
        Optional<Span> result = at(bytes, "result");
        if (result.isEmpty()) {
            return new TaskEnd(
                    Status.FAILED, UNREADABLE, "\"error\":{\"code\":-32603,\"message\":\"" + UNREADABLE + "\"}");
        }
        if (asks(response)) {
            String questions = at(bytes, "result", "inputRequests")
                    .map(span -> span.text(bytes))
                    .orElse("{}");
            return new TaskEnd(Status.INPUT_REQUIRED, "The server asks for input.", "\"inputRequests\":" + questions);
        }
        return new TaskEnd(Status.COMPLETED, "", "\"result\":" + result.get().text(bytes));
    }

    /** Whether the result of a call is a question, and the call goes on with its answer. */
    public static boolean asks(RawMessage response) {
        byte[] bytes = response.bytes();
        return at(bytes, "result", "resultType")
                .filter(span -> span.text(bytes).equals("\"input_required\""))
                .isPresent();
    }

    private static Optional<Span> at(byte[] bytes, String... path) {
        try {
            return Located.value(bytes, path);
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }
}
