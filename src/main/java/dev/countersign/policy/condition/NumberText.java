package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.text.DecimalText;
import java.math.BigDecimal;

/** Strings that are numbers, for {@code "as": "number"}. */
public final class NumberText {

    private NumberText() {}

    /** The number that a string is, whole; every other value as it is. */
    public static JsonValue asNumber(JsonValue value) {
        return value instanceof JsonString string && DecimalText.isNumber(string.value())
                ? new JsonNumber(new BigDecimal(string.value()), string.value())
                : value;
    }
}
