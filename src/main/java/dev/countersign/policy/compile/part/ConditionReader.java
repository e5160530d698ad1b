package dev.countersign.policy.compile.part;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.condition.Condition;
import dev.countersign.policy.condition.Operator;
import dev.countersign.policy.condition.RepeatBound;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads {@code {path, op, value, as}}. */
public final class ConditionReader {

    static final Keys KEYS = Keys.of("path", "op", "value", "as");

    private static final List<String> OPERATORS =
            List.of("eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "regex", "contains", "exists");
    private static final Set<String> NUMERIC = Set.of("eq", "neq", "lt", "lte", "gt", "gte", "in", "not_in");
    private static final int MOST_ELEMENTS = 10_000;
    private static final int LONGEST_PATTERN = 1_024;

    /** A pattern of this size is repetition inside repetition; it would make every call slow. */
    private static final int LARGEST_PROGRAM = 20_000;

    private final Problems problems;
    private final PathReader paths;

    /** Adds what is wrong to these problems. */
    public ConditionReader(Problems problems) {
        this.problems = problems;
        this.paths = new PathReader(problems);
    }

    /** The condition of an element of {@code conditions}. */
    public Optional<Condition> read(SourceNode node) {
        return Fields.of(node, "a condition", KEYS, problems).flatMap(this::read);
    }

    /** The condition that these members are. */
    public Optional<Condition> read(Fields fields) {
        Optional<ArgumentPath> path = fields.require("path").flatMap(paths::read);
        Optional<String> op = fields.require("op").flatMap(this::operatorName);
        Optional<SourceNode> value = fields.require("value");
        if (op.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        boolean asNumber = asNumber(fields, op.get());
        if (op.get().equals("exists")) {
            return existence(value.get(), path, new Condition.Label(fields.place(), "exists"));
        }
        Optional<Operator> operator = operator(op.get(), value.get());
        return path.flatMap(p -> operator.map(o ->
                new Condition.Test(p, asNumber ? o.onNumbers() : o, new Condition.Label(fields.place(), op.get()))));
    }

    private Optional<String> operatorName(SourceNode node) {
        String name = node.value() instanceof JsonString string ? string.value() : "";
        if (OPERATORS.contains(name)) {
            return Optional.of(name);
        }
        problems.error(
                node.place(),
                name.isEmpty()
                        ? "op must be the name of an operator, got " + node.type()
                        : "unknown operator " + Quoted.of(name) + Spelling.hint(name, OPERATORS));
        return Optional.empty();
    }

    private boolean asNumber(Fields fields, String op) {
        Optional<SourceNode> as = fields.get("as");
        as.ifPresent(node -> {
            if (!(node.value() instanceof JsonString string && string.value().equals("number"))) {
                problems.error(node.place(), "as must be \"number\"");
            } else if (!NUMERIC.contains(op)) {
                problems.error(node.place(), "as cannot be used with operator " + Quoted.of(op));
            }
        });
        return as.isPresent();
    }

    private Optional<Condition> existence(SourceNode value, Optional<ArgumentPath> path, Condition.Label label) {
        if (value.value() instanceof JsonBoolean wanted) {
            return path.map(p -> new Condition.Exists(p, wanted.value(), label));
        }
        needs("exists", "a boolean", value);
        return Optional.empty();
    }

    private Optional<Operator> operator(String op, SourceNode value) {
        return switch (op) {
            case "eq" -> Optional.of(Operator.equalTo(value.value()));
            case "neq" -> Optional.of(Operator.equalTo(value.value()).negated());
            case "in" -> list(op, value);
            case "not_in" -> list(op, value).map(Operator::negated);
            case "lt" -> comparison(op, value, order -> order < 0);
            case "lte" -> comparison(op, value, order -> order <= 0);
            case "gt" -> comparison(op, value, order -> order > 0);
            case "gte" -> comparison(op, value, order -> order >= 0);
            case "regex" -> regex(value);
            default -> Optional.of(Operator.contains(value.value()));
        };
    }

    private Optional<Operator> list(String op, SourceNode value) {
        if (!(value.value() instanceof JsonArray array)) {
            needs(op, "a list", value);
            return Optional.empty();
        }
        if (array.elements().isEmpty()) {
            problems.error(value.place(), "the list of operator " + Quoted.of(op) + " must not be empty");
            return Optional.empty();
        }
        if (array.elements().size() > MOST_ELEMENTS) {
            problems.error(value.place(), "more than " + MOST_ELEMENTS + " elements");
            return Optional.empty();
        }
        return Optional.of(Operator.in(array.elements()));
    }

    private Optional<Operator> comparison(String op, SourceNode value, IntPredicate order) {
        JsonValue bound = value.value();
        if (bound instanceof JsonNumber number) {
            return Optional.of(Operator.compare(number.value(), order));
        }
        needs(op, "a number", value);
        return Optional.empty();
    }

    private Optional<Operator> regex(SourceNode value) {
        if (!(value.value() instanceof JsonString text)) {
            needs("regex", "a string", value);
            return Optional.empty();
        }
        if (text.value().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATTERN) {
            problems.error(
                    value.place(), "invalid regular expression: longer than " + LONGEST_PATTERN + " bytes of UTF-8");
            return Optional.empty();
        }
        return compiled(text.value(), value);
    }

    private Optional<Operator> compiled(String text, SourceNode value) {
        try {
            if (RepeatBound.of(text) > LARGEST_PROGRAM) {
                problems.error(value.place(), "invalid regular expression: its repetitions multiply to too much");
                return Optional.empty();
            }
            return Optional.of(Operator.regex(Pattern.compile(text)));
        } catch (PatternSyntaxException e) {
            problems.error(
                    value.place(),
                    "invalid regular expression: " + e.getDescription() + " " + Quoted.of(e.getPattern()));
            return Optional.empty();
        }
    }

    private void needs(String op, String what, SourceNode value) {
        problems.error(value.place(), "operator " + Quoted.of(op) + " needs " + what + ", got " + value.type());
    }
}
