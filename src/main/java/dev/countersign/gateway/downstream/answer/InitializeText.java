package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.session.SessionRow;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.StrictJson;
import java.util.Optional;

/** What the gateway reads out of {@code initialize} and its result. */
final class InitializeText {

    private static final int LONGEST_NAME = 256;
    private static final int LARGEST_CAPABILITIES = 16 * 1024;

    private InitializeText() {}

    /** The negotiated revision; empty when the response is an error or no such result. */
    static Optional<String> version(byte[] response) {
        return text(response, "result", "protocolVersion");
    }

    /** What the client says of itself; what is too long to be true is left out. */
    static SessionRow.Client client(byte[] request) {
        return new SessionRow.Client(
                bounded(text(request, "params", "clientInfo", "name"), LONGEST_NAME, ""),
                bounded(text(request, "params", "clientInfo", "version"), LONGEST_NAME, ""),
                bounded(value(request, "params", "capabilities"), LARGEST_CAPABILITIES, "{}"));
    }

    /** Whether the server declares {@code tools.listChanged}. */
    static boolean listsChange(byte[] response) {
        return value(response, "result", "capabilities", "tools", "listChanged")
                .filter("true"::equals)
                .isPresent();
    }

    private static String bounded(Optional<String> text, int longest, String otherwise) {
        return text.filter(t -> t.length() <= longest && t.indexOf('\0') < 0).orElse(otherwise);
    }

    private static Optional<String> value(byte[] message, String... path) {
        try {
            return Located.value(message, path).map(span -> span.text(message));
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
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
