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
 * @param idempotencyKey the argument that gets the approval id when the call has none of this name
 * @param explanation why it is held, as one JSON text; empty when nobody said
 */
public record HoldTerms(
        RulePointer rule,
        String message,
        String policyVersion,
        int quorum,
        Set<String> groups,
        Optional<Duration> expiresAfter,
        Optional<String> idempotencyKey,
        String explanation) {

    /** Terms without the rarer parts. */
    public HoldTerms(
            RulePointer rule,
            String message,
            String policyVersion,
            int quorum,
            Set<String> groups,
            Optional<Duration> expiresAfter) {
        this(rule, message, policyVersion, quorum, groups, expiresAfter, Optional.empty(), "");
    }

    /** The same with the reasons why they hold, as one JSON text without any value of the arguments. */
    public HoldTerms because(String reasons) {
        return new HoldTerms(rule, message, policyVersion, quorum, groups, expiresAfter, idempotencyKey, reasons);
    }

    public HoldTerms {
        if (quorum < 1 || quorum > 20) {
            throw new IllegalArgumentException("quorum must be a whole number from 1 to 20");
        }
        groups = Set.copyOf(groups);
    }
}
