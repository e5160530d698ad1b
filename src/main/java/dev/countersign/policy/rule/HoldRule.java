package dev.countersign.policy.rule;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.RulePointer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * On what terms one rule holds a call.
 *
 * @param pointer where the rule stands
 * @param message its text, shown to the approvers
 * @param quorum approvals needed
 * @param groups who may vote; empty: every approver
 * @param expiresAfter time to decide; empty: the deployment's
 * @param idempotencyKey the argument that gets the approval id when the call has none of this name
 * @param votes what a vote has to respect
 */
public record HoldRule(
        RulePointer pointer,
        String message,
        int quorum,
        Set<String> groups,
        Optional<Duration> expiresAfter,
        Optional<String> idempotencyKey,
        VoteRules votes) {

    public HoldRule {
        groups = Set.copyOf(groups);
    }

    /** Whether whoever satisfies this one satisfies the other, too. */
    public boolean covers(HoldRule other) {
        return quorum >= other.quorum
                && (other.groups.isEmpty() || (!groups.isEmpty() && other.groups.containsAll(groups)));
    }

    /**
     * Several holds at once are one stricter hold: pointer and text of the first, the approvals of the one that covers all
     * others (the compiler refuses policies in which there is none), the shortest expiry, what the votes on any of them have to respect.
     *
     * @param fired in the order of the policy, at least one
     * @param deploymentExpiry what stands for a hold that names none
     */
    static HoldTerms together(List<HoldRule> fired, Duration deploymentExpiry, String policyVersion) {
        HoldRule first = fired.get(0);
        HoldRule strictest = first;
        for (HoldRule rule : fired) {
            strictest = rule.covers(strictest) ? rule : strictest;
        }
        return new HoldTerms(
                first.pointer,
                first.message,
                policyVersion,
                strictest.quorum,
                strictest.groups,
                shortest(fired, deploymentExpiry),
                fired.stream().flatMap(rule -> rule.idempotencyKey.stream()).findFirst(),
                fired.stream().map(HoldRule::votes).reduce(VoteRules.NONE, VoteRules::and),
                "");
    }

    private static Optional<Duration> shortest(List<HoldRule> fired, Duration deploymentExpiry) {
        if (fired.stream().allMatch(rule -> rule.expiresAfter.isEmpty())) {
            return Optional.empty();
        }
        return fired.stream()
                .map(rule -> rule.expiresAfter.orElse(deploymentExpiry))
                .min(Duration::compareTo);
    }
}
