package dev.countersign.gateway.protocol.header;

import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.protocol.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The headers that repeat what a modern request's body says (2026-07-28, Streamable HTTP; SEP-2243): somebody on the way may have
 * believed them, so a request whose headers and body disagree is nobody's. Requests must have them, notifications may.
 */
public final class StandardHeaders {

    private static final String OPENS = "=?base64?";
    private static final String CLOSES = "?=";

    /** Which member of {@code params} the header {@code Mcp-Name} repeats. */
    private static final Map<String, String> NAMED_BY = Map.of(
            "tools/call", "name",
            "prompts/get", "name",
            "resources/read", "uri",
            "tasks/get", "taskId",
            "tasks/update", "taskId",
            "tasks/cancel", "taskId");

    private StandardHeaders() {}

    /**
     * What is wrong with the headers of a modern message.
     *
     * @param values all values of the header of a name given in lower case
     * @return a sentence that names the header, empty when all agree
     */
    public static Optional<String> fault(Message message, Function<String, List<String>> values) {
        boolean must = message.kind() == Message.Kind.REQUEST;
        return fault(values, HeaderRules.PROTOCOL_VERSION, message.protocolVersion(), must)
                .or(() -> fault(values, HeaderRules.METHOD, message.method(), must))
                .or(() -> nameFault(message, values, must));
    }

    private static Optional<String> fault(
            Function<String, List<String>> values, String header, Optional<String> body, boolean must) {
        List<String> given = values.apply(header);
        if (given.isEmpty()) {
            return must ? Optional.of("the header " + header + " is missing") : Optional.empty();
        }
        boolean agrees =
                given.size() == 1 && body.equals(Optional.of(given.get(0).strip()));
        return agrees ? Optional.empty() : disagrees(header);
    }

    private static Optional<String> nameFault(Message message, Function<String, List<String>> values, boolean must) {
        Optional<String> body = message.method().map(NAMED_BY::get).flatMap(member -> named(message, member));
        List<String> given = values.apply(HeaderRules.NAME);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        if (given.isEmpty()) {
            return must ? Optional.of("the header " + HeaderRules.NAME + " is missing") : Optional.empty();
        }
        boolean agrees = given.size() == 1 && decoded(given.get(0).strip()).equals(body);
        return agrees ? Optional.empty() : disagrees(HeaderRules.NAME);
    }

    private static Optional<String> named(Message message, String member) {
        return message.params().flatMap(params -> params.text(member));
    }

    private static Optional<String> disagrees(String header) {
        return Optional.of("the header " + header + " does not say what the body says");
    }

    /** The value itself, or what it wraps in base64, read strictly: anything doubtful is no value at all. */
    static Optional<String> decoded(String value) {
        if (!value.startsWith(OPENS) || !value.endsWith(CLOSES) || value.length() < OPENS.length() + CLOSES.length()) {
            return Optional.of(value);
        }
        String wrapped = value.substring(OPENS.length(), value.length() - CLOSES.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(wrapped);
            if (!Base64.getEncoder().encodeToString(bytes).equals(wrapped)) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException notBase64) {
            return Optional.empty();
        }
    }
}
