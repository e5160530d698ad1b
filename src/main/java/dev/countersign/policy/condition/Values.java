package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.List;
import java.util.Map;

/** When two JSON values are the same: numbers by amount, arrays in order, objects by members, nothing across types. */
public final class Values {

    private Values() {}

    /** Whether both have one JSON type. */
    public static boolean sameType(JsonValue one, JsonValue other) {
        return one.getClass() == other.getClass();
    }

    /** The name of a value's JSON type. */
    public static String typeOf(JsonValue value) {
        if (value instanceof JsonObject) {
            return "object";
        }
        if (value instanceof JsonArray) {
            return "array";
        }
        if (value instanceof JsonString) {
            return "string";
        }
        if (value instanceof JsonNumber) {
            return "number";
        }
        return value instanceof JsonBoolean ? "boolean" : "null";
    }

    /** Whether both are one value. */
    public static boolean same(JsonValue one, JsonValue other) {
        if (one instanceof JsonNumber a && other instanceof JsonNumber b) {
            return a.value().compareTo(b.value()) == 0;
        }
        if (one instanceof JsonArray a && other instanceof JsonArray b) {
            return sameElements(a.elements(), b.elements());
        }
        if (one instanceof JsonObject a && other instanceof JsonObject b) {
            return sameMembers(a.members(), b.members());
        }
        return one.equals(other);
    }

    private static boolean sameElements(List<JsonValue> one, List<JsonValue> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMembers(Map<String, JsonValue> one, Map<String, JsonValue> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<String, JsonValue> member : one.entrySet()) {
            JsonValue there = other.get(member.getKey());
            if (there == null || !same(member.getValue(), there)) {
                return false;
            }
        }
        return true;
    }
}
