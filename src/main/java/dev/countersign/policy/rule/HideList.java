package dev.countersign.policy.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tools that nobody sees: exact names and patterns; any that matches hides. */
public final class HideList {

    private final Set<String> names = new HashSet<>();
    private final Set<String> foldedNames = new HashSet<>();
    private final List<NamePattern> patterns;
    private final List<NamePattern> foldedPatterns;

    /** The list of a policy's {@code hide}, maybe empty. */
    public HideList(List<String> entries) {
        for (String entry : entries) {
            if (!NamePattern.isPattern(entry)) {
                names.add(entry);
                foldedNames.add(NameFold.of(entry));
            }
        }
        patterns = entries.stream()
                .filter(NamePattern::isPattern)
                .map(NamePattern::of)
                .toList();
        foldedPatterns = patterns.stream().map(p -> p.map(NameFold::of)).toList();
    }

    boolean isEmpty() {
        return names.isEmpty() && patterns.isEmpty();
    }

    /** Whether an entry matches the name. */
    public boolean hides(String name) {
        return names.contains(name) || matches(patterns, name);
    }

    /** Whether the fold of an entry matches the fold of a name. */
    boolean looksHidden(String folded) {
        return foldedNames.contains(folded) || matches(foldedPatterns, folded);
    }

    private static boolean matches(List<NamePattern> patterns, String name) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(name)) {
                return true;
            }
        }
        return false;
    }
}
