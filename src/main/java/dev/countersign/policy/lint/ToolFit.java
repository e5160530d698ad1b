package dev.countersign.policy.lint;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.compile.CompiledPolicies.Parts;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.rule.LimitRule;
import dev.countersign.policy.rule.NamePattern;
import dev.countersign.policy.rule.Rule;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable.Tool;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import dev.countersign.policy.text.Spelling;
import java.util.List;
import java.util.Optional;

/** Names and argument paths that no tool of the server has. */
final class ToolFit {

    private final Parts parts;
    private final List<ListedTool> tools;
    private final List<String> names;
    private final Warnings warnings;

    ToolFit(Parts parts, List<ListedTool> tools, Warnings warnings) {
        this.parts = parts;
        this.tools = tools;
        this.names = tools.stream().map(ListedTool::name).toList();
        this.warnings = warnings;
    }

    void check() {
        warnings.at("/hide").ifPresent(hide -> {
            if (hide instanceof SourceList list) {
                list.elements().forEach(this::hidden);
            }
        });
        warnings.at("/tools").ifPresent(node -> {
            if (node instanceof SourceObject object) {
                object.members().forEach(this::named);
            }
        });
        parts.tools().forEach(tool -> rules(tool.own(), matching(tool)));
        rules(parts.all(), tools);
    }

    private void hidden(SourceNode entry) {
        if (entry.value() instanceof JsonString name) {
            missing(name.value()).ifPresent(what -> warnings.add(entry.place(), what));
        }
    }

    private void named(SourceMember member) {
        boolean everyTool = parts.tools().stream().noneMatch(tool -> tool.key().equals(member.key()));
        if (!everyTool) {
            missing(member.key()).ifPresent(what -> warnings.add(member.place(), what));
        }
    }

    private Optional<String> missing(String key) {
        if (NamePattern.isPattern(key)) {
            return names.stream().noneMatch(NamePattern.of(key)::matches)
                    ? Optional.of("no tool of the server matches " + Quoted.of(key))
                    : Optional.empty();
        }
        return names.contains(key)
                ? Optional.empty()
                : Optional.of("the server has no tool " + Quoted.of(key) + Spelling.hint(key, names));
    }

    private List<ListedTool> matching(Tool tool) {
        boolean pattern = NamePattern.isPattern(tool.key());
        return tools.stream()
                .filter(listed -> pattern
                        ? NamePattern.of(tool.key()).matches(listed.name())
                        : tool.key().equals(listed.name()))
                .toList();
    }

    private void rules(ToolRules rules, List<ListedTool> of) {
        if (of.isEmpty()) {
            return; // the name is what is wrong
        }
        for (List<Rule> list : List.of(rules.denies(), rules.holds())) {
            list.forEach(rule ->
                    rule.conditions().forEach(c -> path(c.path(), c.label().pointer() + "/path", of)));
        }
        for (LimitRule limit : rules.limits()) {
            if (limit.amount() instanceof LimitRule.From from) {
                path(from.path(), limit.pointer() + "/increment_from", of);
                path(from.path(), limit.pointer() + "/state/increment_from", of);
            }
        }
    }

    private void path(ArgumentPath path, String pointer, List<ListedTool> of) {
        boolean somewhere = of.stream()
                .anyMatch(tool ->
                        tool.inputSchema().map(schema -> leads(path, schema)).orElse(true));
        if (!somewhere) {
            String first = path.steps().get(0).name();
            List<String> arguments = of.stream()
                    .flatMap(tool -> tool.inputSchema().stream())
                    .flatMap(schema -> properties(schema).stream())
                    .flatMap(known -> known.members().keySet().stream())
                    .distinct()
                    .toList();
            String hint = arguments.contains(first) ? "" : Spelling.hint(first, arguments);
            warnings.add(pointer, "no tool that this is for has the argument " + Quoted.of(path.text()) + hint);
        }
    }

    /** Whether a schema knows the way; where it says nothing, it may. */
    private static boolean leads(ArgumentPath path, JsonObject schema) {
        JsonObject at = schema;
        for (ArgumentPath.Step step : path.steps()) {
            Optional<JsonObject> known = properties(at);
            JsonValue next = known.isPresent() && !step.every()
                    ? known.get().members().getOrDefault(step.name(), JsonValue.JsonNull.NULL)
                    : at.members().getOrDefault("items", JsonValue.JsonNull.NULL);
            if (known.isPresent() && !step.every() && next == JsonValue.JsonNull.NULL) {
                return false;
            }
            if (!(next instanceof JsonObject inner)) {
                return true;
            }
            at = inner;
        }
        return true;
    }

    private static Optional<JsonObject> properties(JsonObject schema) {
        return schema.members().get("properties") instanceof JsonObject known ? Optional.of(known) : Optional.empty();
    }
}
