package dev.countersign.policy.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.build.CustomRule.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of a tool, one by one. What a form cannot say is kept as it is written.
 *
 * @param rules in the order of the text, {@code require} first
 * @param limits as written, one JSON object each
 * @param rest other members of the entry, as written
 */
public record CustomRules(List<CustomRule> rules, List<String> limits, Map<String, String> rest) {

    private static final String LINE = ",\n        ";

    public CustomRules {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
        rest = Map.copyOf(rest);
    }

    static CustomRules of(JsonNode entry, ArgumentTypes types) {
        List<CustomRule> rules = new ArrayList<>();
        Map<String, String> rest = new LinkedHashMap<>();
        List<String> limits = new ArrayList<>();
        action(entry).ifPresent(rules::add);
        entry.path("require").forEach(rule -> rules.add(CustomRule.of(rule, true, types)));
        entry.path("deny_if").forEach(rule -> rules.add(CustomRule.of(rule, false, types)));
        entry.path("limits").forEach(limit -> limits.add(limit.toString()));
        boolean said = action(entry).isPresent();
        entry.properties().forEach(member -> {
            boolean rule = List.of("require", "deny_if", "limits").contains(member.getKey());
            boolean action = said && List.of("action", "reason").contains(member.getKey());
            if (!rule && !action) {
                rest.put(member.getKey(), member.getValue().toString());
            }
        });
        return new CustomRules(rules, limits, rest);
    }

    /** {@code action} with its reason is a rule without conditions. */
    private static Optional<CustomRule> action(JsonNode entry) {
        if (entry.has("approval")) {
            return Optional.empty();
        }
        Kind kind = switch (entry.path("action").asText()) {
            case "deny" -> Kind.DENY;
            case "require_approval" -> Kind.HOLD;
            default -> Kind.NONE;
        };
        return kind == Kind.NONE
                ? Optional.empty()
                : Optional.of(
                        new CustomRule(kind, List.of(), entry.path("reason").asText(), ""));
    }

    /** The other members as one JSON object, for a form to carry. */
    public String restJson() {
        return rest.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(member -> Texts.quoted(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** What {@link #restJson} said. */
    public static Map<String, String> rest(String json) {
        Map<String, String> rest = new LinkedHashMap<>();
        Texts.read(json)
                .filter(JsonNode::isObject)
                .ifPresent(object -> object.properties()
                        .forEach(member ->
                                rest.put(member.getKey(), member.getValue().toString())));
        return rest;
    }

    /** Whether a form carried a JSON object: a limit that is none is not taken over. */
    public static boolean isObject(String json) {
        return Texts.read(json).filter(JsonNode::isObject).isPresent();
    }

    String json() {
        List<String> members = new ArrayList<>();
        list(
                        "require",
                        rules.stream()
                                .filter(CustomRule::requires)
                                .map(CustomRule::json)
                                .toList())
                .ifPresent(members::add);
        list(
                        "deny_if",
                        rules.stream()
                                .filter(rule -> rule.kind() != Kind.NONE && !rule.requires())
                                .map(CustomRule::json)
                                .toList())
                .ifPresent(members::add);
        list("limits", limits).ifPresent(members::add);
        rest.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> members.add(Texts.quoted(member.getKey()) + ": " + member.getValue()));
        return members.isEmpty() ? "{}" : "{\n      " + String.join(",\n      ", members) + "\n    }";
    }

    private static Optional<String> list(String name, List<String> entries) {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of("\"" + name + "\": [\n        " + String.join(LINE, entries) + "\n      ]");
    }
}
