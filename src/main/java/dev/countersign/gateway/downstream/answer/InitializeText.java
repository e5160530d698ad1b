package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.protocol.Located;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.StrictJson;
import java.util.Optional;

/** What the gateway reads out of {@code initialize} and its result. */
final class InitializeText {

    private InitializeText() {}

    /** The negotiated revision; empty when the response is an error or no such result. */
    static Optional<String> version(byte[] response) {
        return text(response, "result", "protocolVersion");
    }

    /** {@code clientInfo.name}; empty text without one. */
    static String clientName(byte[] request) {
        return text(request, "params", "clientInfo", "name").orElse("");
    }

    private static Optional<String> text(byte[] message, String... path) {
        try {
            return Located.value(message, path).flatMap(span -> text(span.bytes(message)));
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] value) {
        try {
            return StrictJson.parse(value, JsonLimits.DEFAULT) instanceof JsonValue.JsonString text
                    ? Optional.of(text.value())
                    : Optional.empty();
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }
}
