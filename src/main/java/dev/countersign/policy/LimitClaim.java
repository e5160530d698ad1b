package dev.countersign.policy;

import dev.countersign.call.RulePointer;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A place that a call takes in a limit before it is held or sent.
 *
 * @param rule where the limit stands
 * @param message what the agent is told when there is no room
 * @param scope whose calls are counted together
 * @param key the counter: scope subject, place, name and window
 * @param window how long a place stays taken
 * @param amount how much this call takes, zero or more
 * @param max what the sum may reach
 */
public record LimitClaim(
        RulePointer rule, String message, Scope scope, String key, Duration window, BigDecimal amount, BigDecimal max) {

    /** Whose calls a limit counts together. */
    public enum Scope {
        SESSION,
        GRANT,
        AGENT,
        SERVER
    }
}
