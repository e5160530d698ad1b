package dev.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The language's page read aloud, for one tool of the JSON dialect: no compilation, no short cuts, no shared code with the engine.
 * Says {@code allow}, or {@code deny} or {@code hold} and the pointer of the rule.
 */
final class NaiveEvaluator {

    private enum Result {
        TRUE,
        FALSE,
        UNDETERMINED
    }

    private final JsonNode policy;

    NaiveEvaluator(JsonNode policy) {
        this.policy = policy;
    }

    String decide(String name, JsonNode arguments) {
        JsonNode tool = policy.get("tools").path(name);
        if (tool.isMissingNode() && policy.get("default").asText().equals("deny")) {
            return "deny /default";
        }
        for (boolean holding : new boolean[] {false, true}) {
            for (JsonNode place : List.of(tool, policy.path("all_tools"))) {
                String pointer = place == tool ? "/tools/" + name : "/all_tools";
                Optional<String> fired = first(place, pointer, holding, arguments);
                if (fired.isPresent()) {
                    return (holding ? "hold " : "deny ") + fired.get();
                }
            }
        }
        return "allow";
    }

    private static Optional<String> first(JsonNode place, String pointer, boolean holding, JsonNode arguments) {
        for (String list : List.of("require", "deny_if")) {
            int index = 0;
            for (JsonNode entry : place.path(list)) {
                boolean fires = list.equals("deny_if") ? all(entry, arguments, true) : !all(entry, arguments, false);
                if (fires && entry.has("approval") == holding) {
                    return Optional.of(pointer + "/" + list + "/" + index);
                }
                index++;
            }
        }
        return Optional.empty();
    }

    private static boolean all(JsonNode entry, JsonNode arguments, boolean against) {
        boolean all = true;
        for (JsonNode condition : entry.get("conditions")) {
            all &= holds(condition, arguments, against);
        }
        return all;
    }

    private static boolean holds(JsonNode condition, JsonNode arguments, boolean against) {
        List<Optional<JsonNode>> values = new ArrayList<>();
        String path = condition.get("path").asText();
        String[] steps = path.startsWith("/")
                ? path.substring(6).split("/")
                : path.substring(5).split("\\.");
        walk(Optional.of(arguments), List.of(steps), path.startsWith("/"), values);
        JsonNode value = condition.get("value");
        if (condition.get("op").asText().equals("exists")) {
            boolean there =
                    values.stream().anyMatch(v -> v.filter(n -> !n.isNull()).isPresent());
            return there == value.asBoolean();
        }
        List<Result> results = values.stream()
                .map(v -> v.map(n -> test(condition, n)).orElse(Result.UNDETERMINED))
                .toList();
        return against
                ? results.isEmpty() || results.stream().anyMatch(r -> r != Result.FALSE)
                : !results.isEmpty() && results.stream().allMatch(r -> r == Result.TRUE);
    }

    private static void walk(
            Optional<JsonNode> at, List<String> steps, boolean pointer, List<Optional<JsonNode>> values) {
        if (steps.isEmpty() || at.isEmpty()) {
            values.add(at);
            return;
        }
        JsonNode node = at.get();
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (pointer && step.equals("*")) {
            if (!node.isContainerNode()) {
                values.add(Optional.empty());
            }
            node.forEach(child -> walk(Optional.of(child), rest, true, values));
            return;
        }
        boolean index = pointer && node.isArray() && step.matches("0|[1-9][0-9]*");
        JsonNode child = index ? node.get(Integer.parseInt(step)) : node.isObject() ? node.get(step) : null;
        walk(Optional.ofNullable(child), rest, pointer, values);
    }

    private static Result test(JsonNode condition, JsonNode argument) {
        JsonNode value = condition.get("value");
        JsonNode read = argument;
        if (condition.has("as") && argument.isTextual()) {
            if (!argument.asText().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                return Result.UNDETERMINED;
            }
            read = com.fasterxml.jackson.databind.node.DecimalNode.valueOf(new BigDecimal(argument.asText()));
        }
        return switch (condition.get("op").asText()) {
            case "eq" -> equal(value, read);
            case "neq" -> not(equal(value, read));
            case "in" -> in(value, read);
            case "not_in" -> not(in(value, read));
            case "lt" -> order(read, value, -1, -1);
            case "lte" -> order(read, value, -1, 0);
            case "gt" -> order(read, value, 1, 1);
            case "gte" -> order(read, value, 1, 0);
            case "contains" -> contains(value, read);
            default -> throw new IllegalArgumentException(condition.toString());
        };
    }

    private static Result order(JsonNode argument, JsonNode bound, int one, int other) {
        if (!argument.isNumber()) {
            return Result.UNDETERMINED;
        }
        int order = argument.decimalValue().compareTo(bound.decimalValue());
        return order == one || order == other ? Result.TRUE : Result.FALSE;
    }

    private static Result equal(JsonNode wanted, JsonNode argument) {
        if (wanted.isNull()) {
            return argument.isNull() ? Result.TRUE : Result.FALSE;
        }
        if (wanted.getNodeType() != argument.getNodeType()) {
            return Result.UNDETERMINED;
        }
        return same(wanted, argument) ? Result.TRUE : Result.FALSE;
    }

    private static Result in(JsonNode list, JsonNode argument) {
        Result result = Result.UNDETERMINED;
        for (JsonNode element : list) {
            if (element.getNodeType() == argument.getNodeType()) {
                if (same(element, argument)) {
                    return Result.TRUE;
                }
                result = Result.FALSE;
            }
        }
        return result;
    }

    private static Result contains(JsonNode part, JsonNode argument) {
        if (argument.isTextual() && part.isTextual()) {
            return argument.asText().contains(part.asText()) ? Result.TRUE : Result.FALSE;
        }
        if (!argument.isArray()) {
            return Result.UNDETERMINED;
        }
        Result result = Result.FALSE;
        for (JsonNode element : argument) {
            if (same(part, element)) {
                return Result.TRUE;
            }
            result = element.getNodeType() == part.getNodeType() ? result : Result.UNDETERMINED;
        }
        return result;
    }

    private static Result not(Result result) {
        return switch (result) {
            case TRUE -> Result.FALSE;
            case FALSE -> Result.TRUE;
            case UNDETERMINED -> Result.UNDETERMINED;
        };
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }
}
