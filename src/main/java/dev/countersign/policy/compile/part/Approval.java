package dev.countersign.policy.compile.part;

import dev.countersign.call.RulePointer;
import dev.countersign.policy.rule.HoldRule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What an {@code approval} block says; what it leaves out comes from the block at the top, key by key. */
public record Approval(
        Optional<Integer> quorum,
        Optional<Set<String>> groups,
        Optional<Duration> expiresAfter,
        Optional<String> idempotencyKey) {

    /** Only these. */
    public Approval(Optional<Integer> quorum, Optional<Set<String>> groups, Optional<Duration> expiresAfter) {
        this(quorum, groups, expiresAfter, Optional.empty());
    }

    /** Says nothing. */
    public static final Approval NOTHING = new Approval(Optional.empty(), Optional.empty(), Optional.empty());

    /** This, and for what it leaves out the defaults. */
    public Approval or(Approval defaults) {
        return new Approval(
                quorum.or(() -> defaults.quorum),
                groups.or(() -> defaults.groups),
                expiresAfter.or(() -> defaults.expiresAfter),
                idempotencyKey.or(() -> defaults.idempotencyKey));
    }

    /** The hold of a rule on these terms. */
    public HoldRule hold(RulePointer pointer, String message) {
        return new HoldRule(pointer, message, quorum.orElse(1), groups.orElse(Set.of()), expiresAfter, idempotencyKey);
    }
}
