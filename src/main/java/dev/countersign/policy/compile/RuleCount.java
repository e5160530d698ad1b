package dev.countersign.policy.compile;

import dev.countersign.policy.compile.part.Fields;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import java.util.List;

/** Counts the rules of a file: no more are compiled than it may have. */
final class RuleCount {

    private static final int MOST = 20_000;

    private final Problems problems;
    private int rules;

    RuleCount(Problems problems) {
        this.problems = problems;
    }

    /** The elements of a list, as long as the file has no more rules than it may have. */
    List<SourceNode> counted(Fields fields, String key) {
        List<SourceNode> elements = fields.list(key);
        boolean fitted = rules <= MOST;
        rules += elements.size();
        if (fitted && rules > MOST) {
            fields.get(key).ifPresent(node -> problems.error(node.place(), "more than " + MOST + " rules"));
        }
        return rules > MOST ? List.of() : elements;
    }
}
