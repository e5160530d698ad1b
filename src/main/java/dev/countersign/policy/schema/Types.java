package dev.countersign.policy.schema;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.condition.Values;
import java.util.Set;
import java.util.stream.Collectors;

/** The keyword {@code type}. */
final class Types {

    private static final Set<String> NAMES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");

    private Types() {}

    static boolean fits(JsonValue type, JsonValue value) {
        if (type instanceof JsonArray any) {
            return any.elements().isEmpty() || any.elements().stream().anyMatch(one -> fits(one, value));
        }
        if (!(type instanceof JsonString name) || !NAMES.contains(name.value())) {
            return true; // no type of JSON Schema: ignored
        }
        return name.value().equals(Values.typeOf(value)) || (name.value().equals("integer") && whole(value));
    }

    /** 1.0 and 1e3 are integers, as JSON Schema says since draft 6. */
    private static boolean whole(JsonValue value) {
        return value instanceof JsonNumber number
                && (number.value().signum() == 0
                        || number.value().stripTrailingZeros().scale() <= 0);
    }

    static String wanted(JsonValue type) {
        if (type instanceof JsonArray any) {
            return any.elements().stream().map(Types::wanted).collect(Collectors.joining(" or "));
        }
        return type instanceof JsonString name && NAMES.contains(name.value()) ? name.value() : "something else";
    }
}
