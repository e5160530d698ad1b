package dev.countersign.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * @param votes what a vote has to respect
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
        VoteRules votes,
        String explanation) {

    /** Terms without the rarer parts. */
    public HoldTerms(
            RulePointer rule,
            String message,
            String policyVersion,
            int quorum,
            Set<String> groups,
            Optional<Duration> expiresAfter) {
        this(rule, message, policyVersion, quorum, groups, expiresAfter, Optional.empty(), VoteRules.NONE, "");
    }

    /** The same with the reasons why they hold, as one JSON text without any value of the arguments. */
    public HoldTerms because(String reasons) {
        return new HoldTerms(
                rule, message, policyVersion, quorum, groups, expiresAfter, idempotencyKey, votes, reasons);
    }

    public HoldTerms {
        if (quorum < 1 || quorum > 20) {
            throw new IllegalArgumentException("quorum must be a whole number from 1 to 20");
        }
        groups = Set.copyOf(groups);
    }

    /**
     * What a vote on a held call has to respect, frozen with its terms (policy design, section 5).
     *
     * @param comments which votes need a comment
     * @param edits each entry bounds what an approver may change, to these paths of the arguments (none: nothing); no entry: anything
     * @param fourEyes whether who changed the arguments does not count as an approver of them
     */
    public record VoteRules(Comments comments, List<Set<String>> edits, boolean fourEyes) {

        /** No comment needed, anything may be changed, whoever changes counts. */
        public static final VoteRules NONE = new VoteRules(Comments.NEVER, List.of(), false);

        /** Which votes need a comment. */
        public enum Comments {
            NEVER,
            DENY,
            APPROVE,
            ALWAYS;

            /** Whether a vote needs one. */
            public boolean required(boolean approves) {
                return this == ALWAYS || this == (approves ? APPROVE : DENY);
            }

            private Comments and(Comments other) {
                if (this == NEVER || this == other) {
                    return other;
                }
                return other == NEVER ? this : ALWAYS;
            }
        }

        public VoteRules {
            edits = edits.stream().map(Set::copyOf).toList();
        }

        /** Both at once: comments required by any, edits allowed by all, four eyes when any wants them. */
        public VoteRules and(VoteRules other) {
            List<Set<String>> both = new ArrayList<>(edits);
            other.edits.stream().filter(bound -> !both.contains(bound)).forEach(both::add);
            return new VoteRules(comments.and(other.comments), both, fourEyes || other.fourEyes);
        }

        /** Whether an approver may change nothing at all. */
        public boolean forbidsEdits() {
            return edits.contains(Set.of());
        }
    }
}
