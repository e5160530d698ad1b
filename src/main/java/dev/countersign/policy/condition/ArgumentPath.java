package dev.countersign.policy.condition;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to values in the arguments of a call.
 *
 * @param text as written in the policy
 * @param steps from the arguments inwards
 * @param arrays whether steps may index arrays: a JSON Pointer may, a dotted path walks objects only
 */
public record ArgumentPath(String text, List<Step> steps, boolean arrays) {

    /** One step: a member or index, or every one of them. */
    public record Step(String name, boolean every) {}

    /** Receives each value; {@code null} stands for a way that leads nowhere. Answers whether to go on. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(@Nullable JsonValue value);
    }

    public ArgumentPath {
        steps = List.copyOf(steps);
    }

    /** Whether it may lead to more than one value. */
    boolean many() {
        return steps.stream().anyMatch(Step::every);
    }

    /**
     * Shows every value that the path leads to. With {@code *} over nothing at all there is no visit; an element in which the
     * rest of the way is missing is visited as missing, so that one odd element cannot slip through between good ones.
     *
     * @return false when the visitor broke off
     */
    public boolean visit(JsonObject arguments, Visitor visitor) {
        return walk(arguments, 0, visitor);
    }

    private boolean walk(JsonValue from, int step, Visitor visitor) {
        JsonValue at = from;
        for (int i = step; i < steps.size(); i++) {
            Step next = steps.get(i);
            if (next.every()) {
                return walkEvery(at, i + 1, visitor);
            }
            JsonValue there = child(at, next.name());
            if (there == null) {
                return visitor.visit(null);
            }
            at = there;
        }
        return visitor.visit(at);
    }

    private boolean walkEvery(JsonValue from, int step, Visitor visitor) {
        if (from instanceof JsonArray array) {
            return walkAll(array.elements(), step, visitor);
        }
        return from instanceof JsonObject object
                ? walkAll(object.members().values(), step, visitor)
                : visitor.visit(null);
    }

    private boolean walkAll(Iterable<JsonValue> values, int step, Visitor visitor) {
        for (JsonValue value : values) {
            if (!walk(value, step, visitor)) {
                return false;
            }
        }
        return true;
    }

    /** The only value of a path without {@code *}. */
    @Nullable
    JsonValue single(JsonObject arguments) {
        JsonValue at = arguments;
        for (Step step : steps) {
            JsonValue there = child(at, step.name());
            if (there == null) {
                return null;
            }
            at = there;
        }
        return at;
    }

    private @Nullable JsonValue child(JsonValue of, String name) {
        if (of instanceof JsonObject object) {
            Map<String, JsonValue> members = object.members();
            return members.get(name);
        }
        return arrays && of instanceof JsonArray array
                ? index(name, array.elements().size())
                        .map(array.elements()::get)
                        .orElse(null)
                : null;
    }

    /** An array index of RFC 6901: {@code 0}, or digits without a leading zero. */
    private static Optional<Integer> index(String text, int size) {
        if (text.isEmpty() || text.length() > 9 || (text.length() > 1 && text.charAt(0) == '0')) {
            return Optional.empty();
        }
        int index = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            index = index * 10 + (c - '0');
        }
        return index < size ? Optional.of(index) : Optional.empty();
    }
}
