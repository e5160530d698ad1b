package dev.countersign.policy.compile.part;

import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.RulePointer;
import dev.countersign.policy.rule.HoldRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an {@code approval} block says; what it leaves out comes from the block at the top, key by key. */
public record Approval(Voters voters, Votes votes, Optional<Duration> expiresAfter, Optional<String> idempotencyKey) {

    /** How many approvals, and whose. */
    public record Voters(Optional<Integer> quorum, Optional<Set<String>> groups) {
        static final Voters NOBODY_NAMED = new Voters(Optional.empty(), Optional.empty());

        private Voters or(Voters defaults) {
            return new Voters(quorum.or(() -> defaults.quorum), groups.or(() -> defaults.groups));
        }
    }

    /**
     * What a vote has to respect.
     *
     * @param edits the paths that may be changed; empty: says nothing; no bounds: anything
     */
    public record Votes(
            Optional<VoteRules.Comments> comments, Optional<List<Set<String>>> edits, Optional<Boolean> fourEyes) {
        static final Votes NOTHING_SAID = new Votes(Optional.empty(), Optional.empty(), Optional.empty());

        private Votes or(Votes defaults) {
            return new Votes(
                    comments.or(() -> defaults.comments),
                    edits.or(() -> defaults.edits),
                    fourEyes.or(() -> defaults.fourEyes));
        }

        private VoteRules rules() {
            return new VoteRules(
                    comments.orElse(VoteRules.Comments.NEVER), edits.orElse(List.of()), fourEyes.orElse(false));
        }
    }

    /** Says nothing. */
    public static final Approval NOTHING =
            new Approval(Voters.NOBODY_NAMED, Votes.NOTHING_SAID, Optional.empty(), Optional.empty());

    /** Only how long. */
    public static Approval expiringAfter(Optional<Duration> expiry) {
        return new Approval(Voters.NOBODY_NAMED, Votes.NOTHING_SAID, expiry, Optional.empty());
    }

    /** This, and for what it leaves out the defaults. */
    public Approval or(Approval defaults) {
        return new Approval(
                voters.or(defaults.voters),
                votes.or(defaults.votes),
                expiresAfter.or(() -> defaults.expiresAfter),
                idempotencyKey.or(() -> defaults.idempotencyKey));
    }

    /** The hold of a rule on these terms. */
    public HoldRule hold(RulePointer pointer, String message) {
        return new HoldRule(
                pointer,
                message,
                voters.quorum().orElse(1),
                voters.groups().orElse(Set.of()),
                expiresAfter,
                idempotencyKey,
                votes.rules());
    }
}
