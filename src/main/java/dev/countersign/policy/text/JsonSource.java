package dev.countersign.policy.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNull;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import dev.countersign.policy.text.SourceNode.SourceScalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON policy file (RFC 8259 and nothing more) into a tree with positions. */
public final class JsonSource {

    /** Containers in containers. */
    static final int DEEPEST = 32;

    private static final int MOST_CHARACTERS = SourceText.MOST_BYTES;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST + 8)
                    .maxNumberLength(MOST_CHARACTERS)
                    .maxStringLength(MOST_CHARACTERS)
                    .maxNameLength(MOST_CHARACTERS)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Problems problems;
    private final JsonParser parser;

    private JsonSource(Problems problems, JsonParser parser) {
        this.problems = problems;
        this.parser = parser;
    }

    /**
     * The tree of a file. Duplicate keys and numbers out of range are added to the problems.
     *
     * @throws PolicyErrorsException when the bytes are no JSON text; this error stands alone
     */
    public static SourceNode read(byte[] file, Problems problems) throws PolicyErrorsException {
        String text = SourceText.decode(file, problems);
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonSource(problems, parser).document();
        } catch (JsonProcessingException e) {
            throw problems.syntax(line(e.getLocation()), column(e.getLocation()), "not valid JSON: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private SourceNode document() throws IOException, PolicyErrorsException {
        if (parser.nextToken() == null) {
            throw problems.syntax(1, 1, "not valid JSON: the file is empty");
        }
        JsonLocation start = parser.currentTokenLocation();
        SourceNode root = node(Place.root(line(start), column(start)), 1);
        if (parser.nextToken() != null) {
            JsonLocation more = parser.currentTokenLocation();
            throw problems.syntax(line(more), column(more), "not valid JSON: something stands after the value");
        }
        return root;
    }

    private SourceNode node(Place place, int depth) throws IOException, PolicyErrorsException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && depth > DEEPEST) {
            throw problems.syntax(place.line(), place.column(), "nested deeper than " + DEEPEST);
        }
        if (token == JsonToken.START_OBJECT) {
            return object(place, depth);
        }
        return token == JsonToken.START_ARRAY ? list(place, depth) : new SourceScalar(place, scalar(place, token));
    }

    private SourceObject object(Place place, int depth) throws IOException, PolicyErrorsException {
        Map<String, Place> keys = new HashMap<>();
        List<SourceMember> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonLocation at = parser.currentTokenLocation();
            Place keyPlace = place.child(key, line(at), column(at));
            parser.nextToken();
            SourceNode value = node(placeOfValue(place, key), depth + 1);
            Place first = keys.putIfAbsent(key, keyPlace);
            if (first == null) {
                members.add(new SourceMember(keyPlace, key, value));
            } else {
                problems.error(keyPlace, "duplicate key " + Quoted.of(key) + " (first at line " + first.line() + ")");
            }
        }
        return new SourceObject(place, members);
    }

    private SourceList list(Place place, int depth) throws IOException, PolicyErrorsException {
        List<SourceNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node(placeOfValue(place, Integer.toString(elements.size())), depth + 1));
        }
        return new SourceList(place, elements);
    }

    private Place placeOfValue(Place parent, String segment) {
        JsonLocation at = parser.currentTokenLocation();
        return parent.child(segment, line(at), column(at));
    }

    private JsonValue scalar(Place place, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> new JsonString(parser.getText());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> problems.number(place, parser.getText());
            default -> JsonNull.NULL;
        };
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static int line(JsonLocation at) {
        return Math.max(1, at.getLineNr());
    }

    private static int column(JsonLocation at) {
        return Math.max(1, at.getColumnNr());
    }
}
