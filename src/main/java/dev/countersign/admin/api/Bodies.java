package dev.countersign.admin.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.policy.desk.PolicyText;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bodies of requests: texts of policies, and JSON whose numbers stay what they are. */
final class Bodies {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Bodies() {}

    /** The body cannot be read; the message says why. */
    static final class BadBodyException extends Exception {

        private static final long serialVersionUID = 1L;

        BadBodyException(String message) {
            super(message);
        }
    }

    /** The policy that a body is: YAML when its type says so, else JSON. */
    static PolicyText policy(byte[] body, @Nullable MediaType type) throws BadBodyException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return new PolicyText(
                    text,
                    type != null && type.getSubtype().toLowerCase(Locale.ROOT).endsWith("yaml"));
        } catch (CharacterCodingException e) {
            throw new BadBodyException("The body is not valid UTF-8.");
        }
    }

    static JsonNode object(byte[] body) throws BadBodyException {
        try {
            JsonNode root = JSON.readTree(body);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new BadBodyException(
                    "The body is not valid JSON (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ").");
        } catch (IOException e) {
            throw new BadBodyException("The body could not be read.");
        }
        throw new BadBodyException("The body must be a JSON object.");
    }

    /** A member that is a text, if it is there. */
    static Optional<String> text(JsonNode body, String member) throws BadBodyException {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new BadBodyException(member + " must be a string.");
        }
        return Optional.of(value.asText());
    }

    static String required(JsonNode body, String member) throws BadBodyException {
        return text(body, member)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new BadBodyException(member + " is required."));
    }
}
