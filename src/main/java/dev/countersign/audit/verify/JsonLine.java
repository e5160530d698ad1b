package dev.countersign.audit.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One JSON object, read strictly: valid UTF-8, no member twice, nothing before or behind it, no line break inside. */
final class JsonLine {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Stands for JSON's null and for what no member of this format is (fractions). */
    private enum Other {
        NULL,
        FRACTION
    }

    private final Map<String, Object> members;

    private JsonLine(Map<String, Object> members) {
        this.members = members;
    }

    static JsonLine parse(byte[] line) throws BrokenException {
        if (line.length < 2 || line[0] != '{' || line[line.length - 1] != '}') {
            throw new BrokenException("not one JSON object from its first to its last byte");
        }
        try (JsonParser json = JSON.createParser(decode(line))) {
            json.nextToken();
            JsonLine read = object(json);
            if (json.nextToken() != null) {
                throw new BrokenException("something stands behind the JSON object");
            }
            return read;
        } catch (IOException e) {
            throw new BrokenException("not strict JSON");
        }
    }

    private static String decode(byte[] line) throws BrokenException {
        for (byte b : line) {
            if (b == '\r' || b == '\n') {
                throw new BrokenException("a line break inside the line (was the file converted?)");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrokenException("not UTF-8");
        }
    }

    private static JsonLine object(JsonParser json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json));
        }
        return new JsonLine(members);
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Other.NULL;
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Other.FRACTION
                        : (Object) json.getLongValue();
            default -> Other.FRACTION;
        };
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(json));
        }
        return values;
    }

    /** A member that must be a string. */
    String text(String name) throws BrokenException {
        return optional(name).orElseThrow(() -> new BrokenException("no member " + name));
    }

    /** A string, or nothing when it is absent or null. */
    Optional<String> optional(String name) throws BrokenException {
        Object value = members.getOrDefault(name, Other.NULL);
        if (value == Other.NULL) {
            return Optional.empty();
        } else if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new BrokenException("the member " + name + " is not a string");
    }

    /** A member that must be a whole number of at least 0. */
    long number(String name) throws BrokenException {
        return optionalNumber(name).orElseThrow(() -> new BrokenException("no member " + name));
    }

    /** A whole number of at least 0, or nothing when it is absent. */
    OptionalLong optionalNumber(String name) throws BrokenException {
        if (!members.containsKey(name)) {
            return OptionalLong.empty();
        } else if (members.get(name) instanceof Long value && value >= 0) {
            return OptionalLong.of(value);
        }
        throw new BrokenException("the member " + name + " is not a whole number");
    }

    /** A member that must be an object. */
    JsonLine object(String name) throws BrokenException {
        if (members.get(name) instanceof JsonLine object) {
            return object;
        }
        throw new BrokenException("the member " + name + " is not an object");
    }

    /** A member that must be an array of objects. */
    List<JsonLine> objects(String name) throws BrokenException {
        List<JsonLine> objects = new ArrayList<>();
        if (!(members.get(name) instanceof List<?> values)) {
            throw new BrokenException("the member " + name + " is not an array");
        }
        for (Object value : values) {
            if (!(value instanceof JsonLine object)) {
                throw new BrokenException("the member " + name + " is not an array of objects");
            }
            objects.add(object);
        }
        return objects;
    }
}
