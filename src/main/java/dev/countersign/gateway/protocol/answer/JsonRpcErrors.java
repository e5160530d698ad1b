package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.RejectedMessageException;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.json.JsonText;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSON-RPC errors of the gateway's own (JSON-RPC 2.0, section 5.1); what each code asks for: {@code docs/errors.md}. */
public final class JsonRpcErrors {

    private static final String NOT_SENT = "{\"sent\":false}";

    private JsonRpcErrors() {}

    /**
     * An error without data.
     *
     * @param requestId the exact text of the request's id; {@code null} is written when it is not known
     */
    public static RawMessage of(Optional<String> requestId, int code, String message) {
        return write(requestId, code, message, "");
    }

    /** The answer to a message that was refused. */
    public static RawMessage of(RejectedMessageException rejected) {
        return of(rejected.requestId(), rejected.code(), rejected.sentence());
    }

    /** An internal error that says for certain that the call was not sent: {@code data.sent} is false. */
    public static RawMessage notSent(Optional<String> requestId, String message) {
        return write(requestId, ErrorCodes.INTERNAL_ERROR, message, NOT_SENT);
    }

    /** A modern revision that the gateway does not speak: names those it does. */
    public static RawMessage unsupportedVersion(Optional<String> requestId, String requested) {
        String supported =
                Revision.words(Era.MODERN).stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
        String data = "{\"supported\":" + supported + ",\"requested\":" + JsonText.quote(requested) + "}";
        return write(requestId, ErrorCodes.UNSUPPORTED_VERSION, "This protocol version is not supported.", data);
    }

    /**
     * An error with data.
     *
     * @param data the exact JSON text
     */
    public static RawMessage withData(Optional<String> requestId, int code, String message, String data) {
        return write(requestId, code, message, data);
    }

    private static RawMessage write(Optional<String> requestId, int code, String message, String data) {
        StringBuilder out = new StringBuilder(96 + message.length() + data.length());
        out.append("{\"jsonrpc\":\"2.0\",\"id\":").append(requestId.orElse("null"));
        out.append(",\"error\":{\"code\":").append(code).append(",\"message\":");
        JsonText.append(out, message);
        if (!data.isEmpty()) {
            out.append(",\"data\":").append(data);
        }
        return RawMessage.of(out.append("}}").toString());
    }
}
