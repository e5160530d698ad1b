package dev.countersign.policy.rule;

import dev.countersign.call.RulePointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code tools} of a policy: of all keys exactly one is used, the exact one or else the most specific pattern. */
public final class ToolTable {

    /**
     * One key.
     *
     * @param key a name, or a pattern with {@code *}
     * @param pointer where it stands
     * @param own the rules of this key alone
     */
    public record Tool(String key, RulePointer pointer, ToolRules own) {}

    private record PatternRules(NamePattern pattern, ToolRules rules) {}

    private final Map<String, ToolRules> exact = new HashMap<>();
    private final Map<String, RulePointer> folded = new HashMap<>();
    private final List<PatternRules> patterns;
    private final boolean holds;

    /** The table of all keys, each joined with the rules for every tool. */
    public ToolTable(List<Tool> tools, ToolRules all) {
        for (Tool tool : tools) {
            if (!NamePattern.isPattern(tool.key())) {
                exact.put(tool.key(), tool.own().and(all));
                folded.putIfAbsent(NameFold.of(tool.key()), tool.pointer());
            }
        }
        patterns = tools.stream()
                .filter(tool -> NamePattern.isPattern(tool.key()))
                .map(tool ->
                        new PatternRules(NamePattern.of(tool.key()), tool.own().and(all)))
                .sorted((a, b) -> NamePattern.MOST_SPECIFIC_FIRST.compare(a.pattern, b.pattern))
                .toList();
        holds = !all.holds().isEmpty()
                || tools.stream().anyMatch(tool -> !tool.own().holds().isEmpty());
    }

    /** The rules of the one key for this name, with those of {@code all_tools}; empty when no key matches. */
    Optional<ToolRules> rulesOf(String name) {
        ToolRules rules = exact.get(name);
        if (rules != null) {
            return Optional.of(rules);
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).pattern().matches(name)) {
                return Optional.of(patterns.get(i).rules());
            }
        }
        return Optional.empty();
    }

    boolean names(String name) {
        return exact.containsKey(name);
    }

    /** The exact key whose fold is this one. */
    Optional<RulePointer> lookAlike(String fold) {
        return Optional.ofNullable(folded.get(fold));
    }

    boolean holdsAnything() {
        return holds;
    }
}
