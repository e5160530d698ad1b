package dev.countersign.catalogue;

import dev.countersign.json.JsonText;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.Map;
import java.util.TreeMap;

/** A definition with one member a line, so that two of them can be compared: sorted, so that only what counts differs. */
public final class DefinitionLines {

    private final StringBuilder text = new StringBuilder();

    private DefinitionLines() {}

    /** The lines of a definition. */
    public static String of(ToolDefinition definition) {
        DefinitionLines lines = new DefinitionLines();
        lines.value(definition.json(), "");
        return lines.text.append('\n').toString();
    }

    private void value(JsonValue value, String indent) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            text.append("{\n");
            Map<String, JsonValue> sorted = new TreeMap<>(object.members());
            sorted.forEach((key, member) -> {
                text.append(indent).append("  ").append(JsonText.quote(key)).append(": ");
                value(member, indent + "  ");
                text.append('\n');
            });
            text.append(indent).append('}');
        } else if (value instanceof JsonArray array && !array.elements().isEmpty()) {
            text.append("[\n");
            array.elements().forEach(element -> {
                text.append(indent).append("  ");
                value(element, indent + "  ");
                text.append('\n');
            });
            text.append(indent).append(']');
        } else {
            scalar(value);
        }
    }

    private void scalar(JsonValue value) {
        if (value instanceof JsonString string) {
            text.append(JsonText.quote(string.value()));
        } else if (value instanceof JsonNumber number) {
            text.append(number.text());
        } else if (value instanceof JsonBoolean bool) {
            text.append(bool.value());
        } else {
            text.append(value instanceof JsonObject ? "{}" : value instanceof JsonArray ? "[]" : "null");
        }
    }
}
