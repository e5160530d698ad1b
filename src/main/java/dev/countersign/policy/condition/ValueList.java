package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The list of an {@code in}: scalars are looked up by hash, so that ten thousand of them cost as much as one. */
final class ValueList {

    private final Set<Class<?>> types = new HashSet<>();
    private final Set<JsonValue> scalars = new HashSet<>();
    private final Set<BigDecimal> numbers = new HashSet<>();
    private final List<JsonValue> structures;

    ValueList(List<JsonValue> elements) {
        for (JsonValue element : elements) {
            types.add(element.getClass());
            if (element instanceof JsonNumber number) {
                numbers.add(number.value().stripTrailingZeros());
            } else if (!structured(element)) {
                scalars.add(element);
            }
        }
        structures = elements.stream().filter(ValueList::structured).toList();
    }

    private static boolean structured(JsonValue value) {
        return value instanceof JsonArray || value instanceof JsonObject;
    }

    Truth holds(JsonValue value) {
        if (!types.contains(value.getClass())) {
            return Truth.UNDETERMINED;
        }
        if (value instanceof JsonNumber number) {
            return Truth.of(numbers.contains(number.value().stripTrailingZeros()));
        }
        if (structured(value)) {
            return Truth.of(structures.stream().anyMatch(e -> Values.same(e, value)));
        }
        return Truth.of(scalars.contains(value));
    }
}
