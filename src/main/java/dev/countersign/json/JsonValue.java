package dev.countersign.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value for judging and showing, never for sending: what is sent are the received bytes. */
public sealed interface JsonValue {

    /** Members in the order of the text; a strict parser has refused doubles. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** Elements in order. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    /** Text after unescaping. */
    record JsonString(String value) implements JsonValue {}

    /**
     * An exact decimal.
     *
     * @param value the amount
     * @param text the digits as they were written
     */
    record JsonNumber(BigDecimal value, String text) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** {@code null}. */
    enum JsonNull implements JsonValue {
        NULL
    }
}
