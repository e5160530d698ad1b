package dev.countersign.inbox.view;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Why a call was judged as it was, step by step, without any value of its arguments.
 *
 * @param verdict allow, limit, hold, deny or hide
 * @param limits each in words
 */
public record Why(String verdict, String rule, String message, List<Step> steps, List<String> limits) {

    /**
     * One rule that was asked.
     *
     * @param fired whether it answered
     */
    public record Step(String pointer, boolean fired, List<Line> conditions) {}

    /**
     * One condition.
     *
     * @param type of what it found, or {@code missing}
     * @param result true, false or undetermined
     */
    public record Line(String path, String op, String type, String result) {}

    /** Reads the text that is kept with a held call; empty when there is none that can be read. */
    public static Optional<Why> of(String json) {
        try {
            return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)
                            instanceof JsonObject explanation
                    ? Optional.of(read(explanation))
                    : Optional.empty();
        } catch (DoubtfulJsonException notOurs) {
            return Optional.empty();
        }
    }

    private static Why read(JsonObject explanation) {
        return new Why(
                text(explanation, "verdict"),
                text(explanation, "rule"),
                text(explanation, "message"),
                objects(explanation, "steps").stream().map(Why::step).toList(),
                objects(explanation, "limits").stream().map(Why::limit).toList());
    }

    private static Step step(JsonObject step) {
        return new Step(
                text(step, "pointer"),
                step.members().get("fired") instanceof JsonBoolean fired && fired.value(),
                objects(step, "conditions").stream()
                        .map(c -> new Line(text(c, "path"), text(c, "op"), text(c, "type"), text(c, "result")))
                        .toList());
    }

    private static String limit(JsonObject limit) {
        String used = text(limit, "used");
        return text(limit, "pointer") + ": " + (used.isEmpty() ? "at most " : used + " taken of ") + text(limit, "max")
                + " in " + text(limit, "window") + " s, " + text(limit, "scope");
    }

    private static List<JsonObject> objects(JsonObject object, String member) {
        return object.members().get(member) instanceof JsonArray list
                ? list.elements().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    private static String text(JsonObject object, String member) {
        JsonValue value = object.members().getOrDefault(member, JsonValue.JsonNull.NULL);
        if (value instanceof JsonString string) {
            return string.value();
        }
        return value instanceof JsonNumber number ? number.text() : "";
    }
}
