package dev.countersign.policy.schema;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.condition.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One comparison of arguments with a schema. Answers {@code null} where nothing is wrong. Used once, by one thread. */
final class SchemaWalk {

    private static final int DEEPEST = 32;
    private static final int MOST_STEPS = 200_000;

    /** Keywords that could refuse, too, and are not looked at. */
    private static final Set<String> IGNORED = Set.of(
            "not",
            "if",
            "patternProperties",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "contains",
            "uniqueItems",
            "multipleOf",
            "format",
            "prefixItems",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems",
            "$dynamicRef");

    private final InputSchema schema;
    private int steps;
    private int ignored;

    SchemaWalk(InputSchema schema) {
        this.schema = schema;
    }

    @Nullable
    String check(JsonValue rule, JsonValue value, ArgumentPointer at, int depth) {
        if (rule instanceof JsonBoolean all) {
            return all.value() ? null : at.says("is not allowed");
        }
        if (!(rule instanceof JsonObject object) || depth > DEEPEST) {
            ignored++;
            return null;
        }
        if (++steps > MOST_STEPS) {
            return at.says("cannot be checked: the schema asks too much");
        }
        return check(object.members(), value, at, depth);
    }

    private @Nullable String check(Map<String, JsonValue> rule, JsonValue value, ArgumentPointer at, int depth) {
        String wrong = checkValue(rule, value, at);
        if (wrong == null && value instanceof JsonObject object) {
            wrong = checkObject(rule, object.members(), at, depth);
        }
        if (wrong == null && value instanceof JsonArray array) {
            wrong = checkArray(rule, array.elements(), at, depth);
        }
        if (wrong == null) {
            wrong = checkTogether(rule, value, at, depth);
        }
        for (String keyword : rule.keySet()) {
            ignored += IGNORED.contains(keyword) ? 1 : 0;
        }
        return wrong;
    }

    private @Nullable String checkValue(Map<String, JsonValue> rule, JsonValue value, ArgumentPointer at) {
        JsonValue type = rule.get("type");
        if (type != null && !Types.fits(type, value)) {
            return at.says("must be " + Types.wanted(type) + ", got " + Values.typeOf(value));
        }
        if (rule.get("enum") instanceof JsonArray all
                && all.elements().stream().noneMatch(some -> Values.same(some, value))) {
            return at.says("is none of the values in enum");
        }
        JsonValue one = rule.get("const");
        if (one != null && !Values.same(one, value)) {
            return at.says("is not the value of const");
        }
        if (value instanceof JsonNumber number) {
            return Bounds.number(rule, number.value(), at);
        }
        if (!(value instanceof JsonString text)) {
            return null;
        }
        String wrong = Bounds.length(
                rule, "Length", text.value().codePointCount(0, text.value().length()), at);
        return wrong == null ? checkPattern(rule, text.value(), at) : wrong;
    }

    private @Nullable String checkPattern(Map<String, JsonValue> rule, String text, ArgumentPointer at) {
        if (!(rule.get("pattern") instanceof JsonString pattern)) {
            return null;
        }
        boolean readable =
                text.length() <= 65_536 && schema.pattern(pattern.value()).isPresent();
        ignored += readable ? 0 : 1;
        return readable
                        && schema.pattern(pattern.value())
                                .filter(p -> p.matcher(text).find())
                                .isEmpty()
                ? at.says("does not match the pattern")
                : null;
    }

    private @Nullable String checkObject(
            Map<String, JsonValue> rule, Map<String, JsonValue> members, ArgumentPointer at, int depth) {
        String wrong = Bounds.length(rule, "Properties", members.size(), at);
        if (wrong == null && rule.get("required") instanceof JsonArray required) {
            wrong = missing(required.elements(), members, at);
        }
        Map<String, JsonValue> known =
                rule.get("properties") instanceof JsonObject properties ? properties.members() : Map.of();
        JsonValue others = rule.containsKey("patternProperties") ? null : rule.get("additionalProperties");
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            JsonValue own = known.getOrDefault(member.getKey(), others);
            if (wrong == null && own != null) {
                wrong = check(own, member.getValue(), at.child(member.getKey()), depth + 1);
            }
        }
        return wrong;
    }

    private static @Nullable String missing(
            List<JsonValue> required, Map<String, JsonValue> members, ArgumentPointer at) {
        for (JsonValue name : required) {
            if (name instanceof JsonString key && !members.containsKey(key.value())) {
                return at.child(key.value()).says("is required");
            }
        }
        return null;
    }

    private @Nullable String checkArray(
            Map<String, JsonValue> rule, List<JsonValue> elements, ArgumentPointer at, int depth) {
        String wrong = Bounds.length(rule, "Items", elements.size(), at);
        JsonValue each = rule.get("items");
        if (each == null || each instanceof JsonArray || rule.containsKey("prefixItems")) {
            return wrong;
        }
        for (int i = 0; wrong == null && i < elements.size(); i++) {
            wrong = check(each, elements.get(i), at.child(Integer.toString(i)), depth + 1);
        }
        return wrong;
    }

    private @Nullable String checkTogether(
            Map<String, JsonValue> rule, JsonValue value, ArgumentPointer at, int depth) {
        String wrong = null;
        if (rule.get("$ref") instanceof JsonString reference) {
            JsonValue target = schema.target(reference.value());
            ignored += target == null ? 1 : 0;
            wrong = target == null ? null : check(target, value, at, depth + 1);
        }
        if (rule.get("allOf") instanceof JsonArray all) {
            for (JsonValue one : all.elements()) {
                wrong = wrong == null ? check(one, value, at, depth + 1) : wrong;
            }
        }
        if (wrong == null && rule.get("anyOf") instanceof JsonArray any && matches(any, value, at, depth).any == 0) {
            wrong = at.says("fits none of anyOf");
        }
        if (wrong == null && rule.get("oneOf") instanceof JsonArray one) {
            Matches matches = matches(one, value, at, depth);
            wrong = matches.any == 0 ? at.says("fits none of oneOf") : null;
            wrong = matches.sure > 1 ? at.says("fits more than one of oneOf") : wrong;
        }
        return wrong;
    }

    /**
     * How many alternatives fit.
     *
     * @param sure those that nothing ignored could still refuse
     */
    private record Matches(int any, int sure) {}

    private Matches matches(JsonArray alternatives, JsonValue value, ArgumentPointer at, int depth) {
        int any = 0;
        int sure = 0;
        for (JsonValue one : alternatives.elements()) {
            int before = ignored;
            if (check(one, value, at, depth + 1) == null) {
                any++;
                sure += ignored == before ? 1 : 0;
            }
        }
        return new Matches(any, sure);
    }
}
