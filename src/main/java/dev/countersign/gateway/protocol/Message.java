package dev.countersign.gateway.protocol;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.StrictJson;
import java.util.Optional;
import java.util.UUID;

/**
 * One JSON-RPC message, as found in bytes that the caller keeps.
 *
 * @param span the whole message; in a batch an element, else without the white space around it
 * @param id absent in notifications and in errors that answer no known request
 * @param call present when the method is {@code tools/call}
 */
public record Message(
        Kind kind,
        Span span,
        Optional<RequestId> id,
        Optional<String> method,
        Optional<Params> params,
        Optional<ToolsCall> call) {

    /** What the envelope says a message is (JSON-RPC 2.0, sections 4 and 5). */
    public enum Kind {
        REQUEST,
        NOTIFICATION,
        RESULT,
        ERROR;

        /** A result or an error. */
        public boolean isResponse() {
            return this == RESULT || this == ERROR;
        }
    }

    /**
     * The id of a request: compared as JSON value, so {@code 5} is not {@code "5"}.
     *
     * @param text its exact text, quotes and escapes included: what every answer carries
     * @param value the value after unescaping, with its type in front
     */
    public record RequestId(String text, String value, Span span) {

        /**
         * What the ids of requests start with that the gateway itself makes at a server: pings, and requests that share a program. An
         * agent's response under such an id stops at the endpoint (protocol design, sections 3 and 5).
         */
        public static final String OURS = "gw-";

        /** The exact JSON text of a fresh id of ours. */
        public static String ours(UUID unique) {
            return "\"" + OURS + unique + "\"";
        }

        /** The {@link #value} of an id that stands alone; empty when it is neither text nor number. */
        public static Optional<String> keyOf(byte[] id) {
            try {
                JsonValue value = StrictJson.parse(id, JsonLimits.DEFAULT);
                if (value instanceof JsonValue.JsonString text) {
                    return Optional.of("s" + text.value());
                }
                return value instanceof JsonValue.JsonNumber number
                        ? Optional.of("n" + number.text())
                        : Optional.empty();
            } catch (DoubtfulJsonException notAnId) {
                return Optional.empty();
            }
        }

        /** Whether both are the same JSON value. */
        public boolean isSame(RequestId other) {
            return value.equals(other.value);
        }

        /** Whether the gateway made it: a string that starts with {@link #OURS}. */
        public boolean isOurs() {
            return value.startsWith("s" + OURS);
        }
    }

    /**
     * A {@code tools/call}, checked at level S.
     *
     * @param tool {@code params.name} after unescaping
     * @param arguments empty when there is no such member
     * @param nullArguments whether {@code arguments} is {@code null}: refused as soon as a rule looks at the call
     * @param alsoSent the other members of {@code params} (not name, arguments, {@code _meta}, {@code task}, nor a state of ours) in
     *     their exact text, as one object, empty when there are none
     */
    public record ToolsCall(String tool, Optional<Span> arguments, boolean nullArguments, String alsoSent) {}

    public boolean is(String wanted) {
        return method.isPresent() && method.get().equals(wanted);
    }

    /** {@code params._meta["io.modelcontextprotocol/protocolVersion"]}: present in the modern era only. */
    public Optional<String> protocolVersion() {
        return params.flatMap(Params::meta).flatMap(Params.Meta::protocolVersion);
    }

    /** The exact text of {@code params._meta.progressToken}. */
    public Optional<String> progressToken() {
        return params.flatMap(Params::meta).flatMap(Params.Meta::progressToken);
    }
}
