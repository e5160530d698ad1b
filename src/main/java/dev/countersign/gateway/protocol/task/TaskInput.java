package dev.countersign.gateway.protocol.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Input that an agent gives to a task whose server has asked for it (2026-07-28, {@code tasks/update}).
 *
 * @param requestState the exact text of the server's state that goes back with it
 * @param inputResponses the exact text of the answers
 */
public record TaskInput(Optional<String> requestState, String inputResponses) {

    /**
     * The answers of an update, if they answer anything.
     *
     * @param asked the server's response that asks
     * @param update the agent's request
     * @return empty when none of them belongs to a question that is open: such answers are ignored
     */
    public static Optional<TaskInput> of(RawMessage asked, RawMessage update) {
        Optional<Span> given = at(update, "params", "inputResponses");
        Set<String> open = keys(asked, "result", "inputRequests");
        Set<String> answered = keys(update, "params", "inputResponses");
        boolean answers = open.isEmpty() || !Collections.disjoint(open, answered);
        return given.filter(span -> answers && update.bytes()[span.from()] == '{')
                .map(span -> new TaskInput(
                        at(asked, "result", "requestState").map(state -> state.text(asked.bytes())),
                        span.text(update.bytes())));
    }

    private static Set<String> keys(RawMessage message, String... path) {
        Optional<Span> span = at(message, path);
        try {
            return span.isPresent()
                            && StrictJson.parse(span.get().bytes(message.bytes()), JsonLimits.DEFAULT)
                                    instanceof JsonObject object
                    ? object.members().keySet()
                    : Set.of();
        } catch (DoubtfulJsonException unreadable) {
            return Set.of();
        }
    }

    private static Optional<Span> at(RawMessage message, String... path) {
        try {
            return Located.value(message.bytes(), path);
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }
}
