package dev.countersign.inbox.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.countersign.approval.VoteDecision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a vote. Read by hand, so that the exact text of edited {@code arguments} is kept, and so that a misspelt member is an
 * error instead of a vote on something else.
 *
 * @param arguments the exact text of other arguments to be sent
 */
record VoteBody(VoteDecision decision, String digest, String comment, Optional<String> arguments) {

    private static final int LONGEST_COMMENT = 2_000;
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Why a body cannot be taken; the message is for the caller. */
    static final class BadBodyException extends Exception {
        private static final long serialVersionUID = 1L;

        BadBodyException(String message) {
            super(message);
        }
    }

    static VoteBody read(byte[] body) throws BadBodyException {
        if (!isUtf8(body)) {
            throw new BadBodyException("The body must be UTF-8.");
        }
        Members members = new Members();
        try (JsonParser parser = STRICT.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadBodyException("The body must be a JSON object with decision and digest.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                members.read(parser, body);
            }
            if (parser.nextToken() != null) {
                throw new BadBodyException("There is text behind the JSON object.");
            }
        } catch (IOException notJson) {
            throw new BadBodyException("The body is not valid JSON.");
        }
        return members.body();
    }

    /** The parser would guess other encodings, and cut the text of {@code arguments} in the wrong place (RFC 8259, section 8.1). */
    private static boolean isUtf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static final class Members {
        private @Nullable String decision;
        private @Nullable String digest;
        private String comment = "";
        private @Nullable String arguments;

        void read(JsonParser parser, byte[] body) throws IOException, BadBodyException {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "decision" -> decision = text(parser, name);
                case "digest" -> digest = text(parser, name);
                case "comment" -> comment = parser.currentToken() == JsonToken.VALUE_NULL ? "" : text(parser, name);
                case "arguments" -> edit(span(parser, body));
                case "argumentsText" -> edit(text(parser, name));
                default ->
                    throw new BadBodyException("There is no member \"" + name
                            + "\": decision, digest, comment, arguments and argumentsText are known.");
            }
        }

        private void edit(String text) throws BadBodyException {
            if (arguments != null) {
                throw new BadBodyException("Give either arguments or argumentsText, not both.");
            }
            arguments = text;
        }

        private static String text(JsonParser parser, String name) throws IOException, BadBodyException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new BadBodyException("\"" + name + "\" must be a string.");
            }
            return parser.getText();
        }

        private static String span(JsonParser parser, byte[] body) throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int to = (int) parser.currentLocation().getByteOffset();
            return new String(Arrays.copyOfRange(body, from, to), StandardCharsets.UTF_8);
        }

        VoteBody body() throws BadBodyException {
            VoteDecision wanted = Arrays.stream(VoteDecision.values())
                    .filter(d -> d.word().equals(decision))
                    .findFirst()
                    .orElseThrow(() -> new BadBodyException("decision must be \"approve\" or \"deny\"."));
            if (digest == null || digest.isEmpty()) {
                throw new BadBodyException("digest is missing: name the digest of the call that was shown.");
            }
            if (comment.length() > LONGEST_COMMENT || comment.indexOf('\0') >= 0) {
                throw new BadBodyException("comment has at most 2,000 characters, without U+0000.");
            }
            return new VoteBody(wanted, digest, comment, Optional.ofNullable(arguments));
        }
    }
}
