package dev.countersign.policy.lint;

import dev.countersign.json.JsonValue;
import dev.countersign.policy.compile.CompiledPolicies.Parts;
import dev.countersign.policy.rule.LimitRule;
import dev.countersign.policy.rule.Rule;
import dev.countersign.policy.rule.ToolRules;
import dev.countersign.policy.rule.ToolTable.Tool;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that never speak, because another one always speaks first. */
final class Unreachable {

    private final Parts parts;
    private final Warnings warnings;

    Unreachable(Parts parts, Warnings warnings) {
        this.parts = parts;
        this.warnings = warnings;
    }

    void check() {
        Optional<Rule> forAll = always(parts.all().denies());
        check(parts.all(), forAll);
        for (Tool tool : parts.tools()) {
            Optional<Rule> own = always(tool.own().denies());
            check(tool.own(), own.or(() -> forAll));
        }
    }

    private static Optional<Rule> always(List<Rule> denies) {
        return denies.stream()
                .filter(rule ->
                        rule.kind() == Rule.Kind.DENY_IF && rule.conditions().isEmpty())
                .findFirst();
    }

    /** Behind a rule that refuses every call comes nothing; and a deny goes before limits and holds wherever it stands. */
    private void check(ToolRules rules, Optional<Rule> always) {
        always.ifPresent(first -> {
            String why = "never reached: " + first.pointer() + " denies every call";
            int at = rules.denies().indexOf(first);
            List<Rule> later = at < 0
                    ? List.of()
                    : rules.denies().subList(at + 1, rules.denies().size());
            later.forEach(rule -> warnings.add(rule.pointer().value(), why));
            rules.limits().stream().map(LimitRule::pointer).forEach(limit -> warnings.add(limit.value(), why));
            rules.holds().forEach(rule -> warnings.add(rule.pointer().value(), why));
        });
        repeated(
                rules.denies(),
                always.map(rules.denies()::indexOf).filter(at -> at >= 0).orElse(Integer.MAX_VALUE));
    }

    /** Two denies on the same conditions: the second has nothing left. */
    private void repeated(List<Rule> denies, int end) {
        Map<JsonValue, Rule> seen = new HashMap<>();
        for (int i = 0; i < denies.size() && i < end; i++) {
            Rule rule = denies.get(i);
            Optional<JsonValue> conditions = warnings.at(rule.pointer().value()).flatMap(this::conditions);
            conditions
                    .flatMap(value -> Optional.ofNullable(seen.putIfAbsent(value, rule)))
                    .filter(first -> first.kind() == rule.kind())
                    .ifPresent(first -> warnings.add(
                            rule.pointer().value(), "never reached: the same conditions as " + first.pointer()));
        }
    }

    private Optional<JsonValue> conditions(SourceNode entry) {
        return entry instanceof SourceObject object
                ? object.members().stream()
                        .filter(member -> member.key().equals("conditions"))
                        .map(SourceMember::node)
                        .map(SourceNode::value)
                        .findFirst()
                : Optional.empty();
    }
}
