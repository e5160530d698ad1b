package dev.countersign.policy.explain;

import dev.countersign.call.RulePointer;
import java.util.List;

/**
 * One question that the policy asked.
 *
 * @param step its number in the table of the policy design, section 4
 * @param pointer where the rule stands
 * @param fired whether it answered
 * @param conditions what each condition found; empty for a rule without any
 */
public record ExplainedStep(int step, RulePointer pointer, boolean fired, List<Condition> conditions) {

    public ExplainedStep {
        conditions = List.copyOf(conditions);
    }

    /**
     * What a condition found.
     *
     * @param pointer where it stands
     * @param path where it looked
     * @param op its operator
     * @param type of what it found: a JSON type, or {@code missing}
     * @param result {@code true}, {@code false} or {@code undetermined}
     */
    public record Condition(String pointer, String path, String op, String type, String result) {}
}
