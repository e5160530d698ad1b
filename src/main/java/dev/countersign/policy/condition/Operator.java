package dev.countersign.policy.condition;

import com.google.re2j.Pattern;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;

/** A typed test of one value that is there; no coercion, another type is undetermined. */
@FunctionalInterface
public interface Operator {

    /** Longest subject of a regular expression, in bytes of UTF-8. */
    int LONGEST_SUBJECT = 65_536;

    /** What this says of the value. */
    Truth test(JsonValue value);

    /** The opposite: {@code neq} of {@code eq}, {@code not_in} of {@code in}. */
    default Operator negated() {
        return value -> test(value).negated();
    }

    /** Reads a string that is, whole, one JSON number as that number first; other strings are undetermined. */
    default Operator onNumbers() {
        return value -> {
            JsonValue number = NumberText.asNumber(value);
            return number instanceof JsonString ? Truth.UNDETERMINED : test(number);
        };
    }

    /** {@code eq}. */
    static Operator equalTo(JsonValue wanted) {
        if (wanted instanceof JsonValue.JsonNull) {
            return value -> Truth.of(value instanceof JsonValue.JsonNull);
        }
        return value -> Values.sameType(wanted, value) ? Truth.of(Values.same(wanted, value)) : Truth.UNDETERMINED;
    }

    /** {@code in}: true for an element, false when some element has the value's type, else undetermined. */
    static Operator in(List<JsonValue> elements) {
        return new ValueList(elements)::holds;
    }

    /**
     * {@code lt lte gt gte}.
     *
     * @param order says of {@code value.compareTo(bound)} whether the condition holds
     */
    static Operator compare(BigDecimal bound, IntPredicate order) {
        return value -> value instanceof JsonNumber number
                ? Truth.of(order.test(number.value().compareTo(bound)))
                : Truth.UNDETERMINED;
    }

    /** {@code regex}: a search, not anchored, in linear time. */
    static Operator regex(Pattern pattern) {
        return value -> value instanceof JsonString text && fits(text.value())
                ? Truth.of(pattern.matcher(text.value()).find())
                : Truth.UNDETERMINED;
    }

    private static boolean fits(String subject) {
        return subject.length() * 3L <= LONGEST_SUBJECT
                || (subject.length() <= LONGEST_SUBJECT
                        && subject.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SUBJECT);
    }

    /** {@code contains}: a part of a string, or an element of an array. */
    static Operator contains(JsonValue wanted) {
        return value -> {
            if (value instanceof JsonString text && wanted instanceof JsonString part) {
                return Truth.of(text.value().contains(part.value()));
            }
            return value instanceof JsonArray array ? containedIn(array.elements(), wanted) : Truth.UNDETERMINED;
        };
    }

    private static Truth containedIn(List<JsonValue> elements, JsonValue wanted) {
        boolean allOfItsType = true;
        for (JsonValue element : elements) {
            if (Values.same(element, wanted)) {
                return Truth.TRUE;
            }
            allOfItsType &= Values.sameType(element, wanted);
        }
        return allOfItsType ? Truth.FALSE : Truth.UNDETERMINED;
    }
}
