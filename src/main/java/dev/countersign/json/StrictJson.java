package dev.countersign.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.json.DoubtfulJsonException.Doubt;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNull;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one parser for what is judged and shown (RFC 8259, narrowed by the security design, section 3). What is sent never comes from
 * here: the received bytes are.
 */
public final class StrictJson {

    private static final int MOST_EXPONENT_DIGITS = 3;

    private final StrictReader reader;
    private final JsonLimits limits;
    private final boolean judged;

    private StrictJson(StrictReader reader, JsonLimits limits, boolean judged) {
        this.reader = reader;
        this.limits = limits;
        this.judged = judged;
    }

    /**
     * The arguments of a call that a rule looks at, at level P. Empty text (no {@code arguments} at all) is for the caller to treat
     * as it likes; here it is refused, as is anything but an object.
     *
     * @throws DoubtfulJsonException when two readers could read them differently; the message names the JSON Pointer inside the
     *     arguments and the reason, never a value
     */
    public static JsonObject parseArguments(byte[] utf8) throws DoubtfulJsonException {
        try (StrictReader reader = StrictReader.of(utf8, JsonLimits.DEFAULT)) {
            JsonValue value = new StrictJson(reader, JsonLimits.DEFAULT, true).whole();
            if (value instanceof JsonObject arguments) {
                return arguments;
            }
            String kind = value == JsonNull.NULL ? "null" : "no object";
            throw new DoubtfulJsonException(Doubt.AMBIGUOUS, "arguments that are " + kind, "the whole text");
        }
    }

    /** Any JSON value at level S: well-formed, no duplicate members, within the limits; numbers are exact decimals. */
    public static JsonValue parse(byte[] utf8, JsonLimits limits) throws DoubtfulJsonException {
        try (StrictReader reader = StrictReader.of(utf8, limits)) {
            return new StrictJson(reader, limits, false).whole();
        }
    }

    private JsonValue whole() throws DoubtfulJsonException {
        JsonValue value = value(reader.next());
        reader.end();
        return value;
    }

    private JsonValue value(JsonToken token) throws DoubtfulJsonException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonString(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(reader.text());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonNull.NULL;
            default -> throw new IllegalStateException("no value starts with " + token);
        };
    }

    private JsonObject object() throws DoubtfulJsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        Set<String> folded = new HashSet<>();
        while (reader.next() != JsonToken.END_OBJECT) {
            if (reader.duplicate().isPresent()) {
                throw reader.duplicate().get();
            }
            String name = text();
            if (judged) {
                checkName(name, folded);
            }
            members.put(name, value(reader.next()));
        }
        return new JsonObject(members);
    }

    private void checkName(String name, Set<String> folded) throws DoubtfulJsonException {
        if (name.equals("__proto__")) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a member __proto__, which some readers take for something else");
        }
        if (!folded.add(MemberNames.fold(name))) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a member that differs from its sibling only by case");
        }
    }

    private JsonArray array() throws DoubtfulJsonException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = reader.next(); token != JsonToken.END_ARRAY; token = reader.next()) {
            elements.add(value(token));
        }
        return new JsonArray(elements);
    }

    private String text() throws DoubtfulJsonException {
        String text = reader.text();
        if (judged && MemberNames.hasLoneSurrogate(text)) {
            throw reader.doubt(Doubt.AMBIGUOUS, "half of a surrogate pair");
        }
        return text;
    }

    /** Length and exponent are checked on the text before a decimal is made: a short text can stand for a giant. */
    private JsonNumber number(String text) throws DoubtfulJsonException {
        if (text.length() > limits.numberText()) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a number of more than " + limits.numberText() + " characters");
        }
        if (DoubleRules.exponentDigits(text) > MOST_EXPONENT_DIGITS) {
            throw reader.doubt(Doubt.AMBIGUOUS, "a number whose exponent has more than 3 digits");
        }
        Optional<String> fault = judged ? DoubleRules.fault(text) : Optional.empty();
        if (fault.isPresent()) {
            throw reader.doubt(Doubt.AMBIGUOUS, fault.get());
        }
        return new JsonNumber(new BigDecimal(text), text);
    }
}
