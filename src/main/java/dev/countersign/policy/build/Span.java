package dev.countersign.policy.build;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From where to where a value of a JSON text goes, in UTF-16 units.
 *
 * @param end behind it
 * @param members of an object in their order; empty for everything else
 */
record Span(int start, int end, Map<String, Member> members) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * A member of an object.
     *
     * @param key where its name begins
     */
    record Member(int key, Span value) {}

    /** The value that a text is; empty when it is no JSON. */
    static Optional<Span> of(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parser.nextToken() == null ? Optional.empty() : Optional.of(value(parser));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static Span value(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        Map<String, Member> members = new LinkedHashMap<>();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                int key = (int) parser.currentTokenLocation().getCharOffset();
                parser.nextToken();
                members.putIfAbsent(name, new Member(key, value(parser)));
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Span unused = value(parser);
            }
        }
        parser.finishToken();
        return new Span(start, (int) parser.currentLocation().getCharOffset(), members);
    }

    String in(String text) {
        return text.substring(start, end);
    }
}
