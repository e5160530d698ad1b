package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNull;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What is found and changed in a server's JSON-RPC response. */
public final class Responses {

    private Responses() {}

    /**
     * What a response says.
     *
     * @param errorCode the code of a JSON-RPC error; empty for results
     * @param isError whether it is a JSON-RPC error or a tool result with {@code isError: true}
     * @param text the error's message, or the texts of the result's content, one per line
     */
    public record Facts(OptionalInt errorCode, boolean isError, String text) {}

    /** The response with another id, all other bytes as they came. */
    public static RawMessage withId(RawMessage response, String requestId) throws UnreadableAnswerException {
        byte[] bytes = response.bytes();
        Span id = find(bytes, "id").orElseThrow(() -> new UnreadableAnswerException("a response without an id"));
        return id.text(bytes).equals(requestId)
                ? response
                : RawMessage.of(Splice.of(bytes).replace(id, requestId).toBytes());
    }

    /** Whether the result claims to carry a decision of ours, which only ours may. */
    public static boolean claimsDecision(RawMessage response) throws UnreadableAnswerException {
        return find(response.bytes(), "result", "_meta", ToolResults.DECISION_KEY)
                .isPresent();
    }

    /** Reads a response for the record. */
    public static Facts facts(RawMessage response) throws UnreadableAnswerException {
        byte[] bytes = response.bytes();
        if (find(bytes, "error").isPresent()) {
            JsonValue message = value(bytes, "error", "message");
            OptionalInt code = OptionalInt.of(
                    value(bytes, "error", "code") instanceof JsonNumber number
                            ? number.value().intValue()
                            : 0);
            return new Facts(code, true, message instanceof JsonString text ? text.value() : "");
        }
        boolean isError = value(bytes, "result", "isError") instanceof JsonBoolean flag && flag.value();
        return new Facts(OptionalInt.empty(), isError, content(value(bytes, "result", "content")));
    }

    /** A small part of the answer; what it holds beside, be it numbers of any length, is not read. */
    private static JsonValue value(byte[] bytes, String... path) throws UnreadableAnswerException {
        Optional<Span> span = find(bytes, path);
        try {
            return span.isEmpty() ? JsonNull.NULL : StrictJson.parse(span.get().bytes(bytes), JsonLimits.DEFAULT);
        } catch (DoubtfulJsonException e) {
            throw new UnreadableAnswerException(e.sentence());
        }
    }

    private static String content(JsonValue content) {
        if (!(content instanceof JsonArray parts)) {
            return "";
        }
        return parts.elements().stream()
                .filter(part -> text(part, "type").equals("text"))
                .map(part -> text(part, "text"))
                .collect(Collectors.joining("\n"));
    }

    private static String text(JsonValue value, String name) {
        return value instanceof JsonObject object && object.members().get(name) instanceof JsonString text
                ? text.value()
                : "";
    }

    private static Optional<Span> find(byte[] message, String... path) throws UnreadableAnswerException {
        try {
            return Located.value(message, path);
        } catch (DoubtfulJsonException e) {
            throw new UnreadableAnswerException(e.sentence());
        }
    }
}
