package dev.countersign.call;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * On what terms a call is held, frozen when it is held: a later policy changes nothing for it.
 *
 * @param rule the rule that holds
 * @param message its text, shown to the approvers
 * @param policyVersion the policy it stands in
 * @param quorum approvals needed, 1 to 20
 * @param groups who may vote; empty: every approver
 * @param expiresAfter time to decide; empty: the deployment's {@code hold.expires-after}
 */
public record HoldTerms(
        RulePointer rule,
        String message,
        String policyVersion,
        int quorum,
        Set<String> groups,
        Optional<Duration> expiresAfter) {

    public HoldTerms {
        if (quorum < 1 || quorum > 20) {
            throw new IllegalArgumentException("quorum must be a whole number from 1 to 20");
        }
        groups = Set.copyOf(groups);
    }
}
