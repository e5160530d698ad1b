package dev.countersign.catalogue.pin;

import java.util.Locale;
import java.util.Optional;

/** What happens to calls of a tool whose definition is not the one that was accepted. */
public enum PinRule {
    /** A person is asked about each. */
    HOLD,
    /** They are refused. */
    DENY,
    /** The change is only recorded. */
    OFF;

    /** The rule of a configuration's word. */
    public static Optional<PinRule> of(String word) {
        for (PinRule rule : values()) {
            if (rule.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
