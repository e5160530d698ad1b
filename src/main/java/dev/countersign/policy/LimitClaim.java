package dev.countersign.policy;

import dev.countersign.call.RulePointer;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A place that a call takes in a limit before it is held or sent.
 *
 * @param rule where the limit stands
 * @param message what the agent is told when there is no room
 * @param counter which places are summed
 * @param amount how much this call takes, zero or more
 * @param max what the sum may reach
 * @param below whether the sum must stay below {@code max}
 */
public record LimitClaim(
        RulePointer rule, String message, Counter counter, BigDecimal amount, BigDecimal max, boolean below) {

    /**
     * Which places are summed.
     *
     * @param scope whose calls are counted together
     * @param key scope subject, place, name and window
     * @param window how long a place stays taken
     */
    public record Counter(Scope scope, String key, Duration window) {}

    /** Whether there is room for this call beside what is taken. */
    public boolean fits(BigDecimal taken) {
        int order = taken.add(amount).compareTo(max);
        return order < 0 || (order == 0 && !below);
    }

    /** Whose calls are counted together. */
    public Scope scope() {
        return counter.scope();
    }

    /** Which counter, as one text. */
    public String key() {
        return counter.key();
    }

    /** How long a place stays taken. */
    public Duration window() {
        return counter.window();
    }

    /** Whose calls a limit counts together. */
    public enum Scope {
        SESSION,
        GRANT,
        AGENT,
        SERVER
    }
}
