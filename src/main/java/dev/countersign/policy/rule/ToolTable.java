package dev.countersign.policy.rule;

import dev.countersign.call.Risk;
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
     * @param risk the class that the policy gives the tool; empty: none of its own
     */
    public record Tool(String key, RulePointer pointer, ToolRules own, Optional<Risk> risk) {}

    /**
     * What a key says of a tool that it matches.
     *
     * @param pointer where the key stands
     * @param rules its own, then those of {@code all_tools}
     * @param risk the class that the policy gives the tool
     * @param fitting whether arguments have to fit the tool's schema first
     */
    record Entry(RulePointer pointer, ToolRules rules, Optional<Risk> risk, boolean fitting) {
        Entry(RulePointer pointer, ToolRules rules, Optional<Risk> risk) {
            this(pointer, rules, risk, rules.needFittingArguments());
        }
    }

    private record PatternEntry(NamePattern pattern, Entry entry) {}

    private final Map<String, Entry> exact = new HashMap<>();
    private final Map<String, RulePointer> folded = new HashMap<>();
    private final List<PatternEntry> patterns;
    private final boolean holds;

    /** The table of all keys, each joined with the rules for every tool. */
    public ToolTable(List<Tool> tools, ToolRules all) {
        for (Tool tool : tools) {
            if (!NamePattern.isPattern(tool.key())) {
                exact.put(tool.key(), entry(tool, all));
                folded.putIfAbsent(NameFold.of(tool.key()), tool.pointer());
            }
        }
        patterns = tools.stream()
                .filter(tool -> NamePattern.isPattern(tool.key()))
                .map(tool -> new PatternEntry(NamePattern.of(tool.key()), entry(tool, all)))
                .sorted((a, b) -> NamePattern.MOST_SPECIFIC_FIRST.compare(a.pattern, b.pattern))
                .toList();
        holds = !all.holds().isEmpty()
                || tools.stream().anyMatch(tool -> !tool.own().holds().isEmpty());
    }

    private static Entry entry(Tool tool, ToolRules all) {
        return new Entry(tool.pointer(), tool.own().and(all), tool.risk());
    }

    /** The one key for this name; empty when no key matches. */
    Optional<Entry> entryOf(String name) {
        Entry entry = exact.get(name);
        if (entry != null) {
            return Optional.of(entry);
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).pattern().matches(name)) {
                return Optional.of(patterns.get(i).entry());
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
