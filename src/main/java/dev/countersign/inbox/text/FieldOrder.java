package dev.countersign.inbox.text;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which arguments are read first: those that the rule looked at, then those that the tool's schema requires, then those whose names
 * decide, then the rest as it was sent.
 *
 * @param asked names the rule looked at
 * @param required names the schema requires
 * @param known names the schema has
 * @param schema whether there is one that names any
 */
public record FieldOrder(List<String> asked, List<String> required, List<String> known, boolean schema) {

    /** Nothing is known: names decide. */
    public static final FieldOrder NONE = new FieldOrder(List.of(), List.of(), List.of(), false);

    public FieldOrder {
        asked = List.copyOf(asked);
        required = List.copyOf(required);
        known = List.copyOf(known);
    }

    /** What a tool's {@code inputSchema} says (JSON Schema 2020-12, "properties" and "required"). */
    public static FieldOrder of(List<String> asked, JsonObject schema) {
        List<String> known = schema.members().get("properties") instanceof JsonObject properties
                ? List.copyOf(properties.members().keySet())
                : List.of();
        return new FieldOrder(asked, texts(schema.members().get("required")), known, !known.isEmpty());
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable JsonValue value) {
        return value instanceof JsonArray list
                ? list.elements().stream()
                        .flatMap(e -> e instanceof JsonString text ? Stream.of(text.value()) : Stream.empty())
                        .toList()
                : List.of();
    }

    /** 0 for what is read first. */
    int weight(String name, boolean deciding) {
        if (asked.contains(name)) {
            return 0;
        }
        if (required.contains(name)) {
            return 1;
        }
        return deciding ? 2 : 3;
    }

    /** Whether the tool's schema names its arguments, and not this one. */
    boolean stranger(String name) {
        return schema && !known.contains(name);
    }
}
