package dev.countersign.policy.schema;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNumber;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keywords that bound numbers and lengths. A bound that is no number is ignored. */
final class Bounds {

    private Bounds() {}

    static @Nullable String number(Map<String, JsonValue> rule, BigDecimal value, ArgumentPointer at) {
        if (rule.get("minimum") instanceof JsonNumber least && value.compareTo(least.value()) < 0) {
            return at.says("is less than the minimum");
        }
        if (rule.get("maximum") instanceof JsonNumber most && value.compareTo(most.value()) > 0) {
            return at.says("is more than the maximum");
        }
        if (rule.get("exclusiveMinimum") instanceof JsonNumber least && value.compareTo(least.value()) <= 0) {
            return at.says("is not above exclusiveMinimum");
        }
        if (rule.get("exclusiveMaximum") instanceof JsonNumber most && value.compareTo(most.value()) >= 0) {
            return at.says("is not below exclusiveMaximum");
        }
        return null;
    }

    /** Of {@code minLength}, {@code maxItems} and so on. */
    static @Nullable String length(Map<String, JsonValue> rule, String what, int length, ArgumentPointer at) {
        BigDecimal size = BigDecimal.valueOf(length);
        if (rule.get("min" + what) instanceof JsonNumber least && size.compareTo(least.value()) < 0) {
            return at.says("is shorter than min" + what);
        }
        if (rule.get("max" + what) instanceof JsonNumber most && size.compareTo(most.value()) > 0) {
            return at.says("is longer than max" + what);
        }
        return null;
    }
}
