package dev.countersign.policy.trial;

import dev.countersign.policy.explain.Explanation;
import java.util.List;

/**
 * What became of a call.
 *
 * @param outcome {@code allow}, {@code deny}, {@code hold} or {@code refused} (arguments in doubtful form)
 * @param rule pointer of the rule that decided
 * @param message what the agent or the approvers read
 * @param explanation why
 */
public record TrialAnswer(String outcome, String rule, String message, Explanation explanation) {

    /** Whether it is what the case expects. */
    public boolean fits(TrialCall call) {
        return outcomeFits(call.expect())
                && call.rule().filter(wanted -> !wanted.equals(rule)).isEmpty()
                && call.message().filter(wanted -> !wanted.equals(message)).isEmpty();
    }

    private boolean outcomeFits(List<String> expect) {
        return expect.isEmpty()
                || expect.contains(outcome)
                || (expect.contains("hidden") && outcome.equals("deny") && rule.equals("/hide"))
                || (expect.contains("blocked") && !outcome.equals("allow"));
    }
}
