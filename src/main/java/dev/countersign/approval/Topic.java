package dev.countersign.approval;

import java.util.Locale;

/** The topics of the outer contract, keyed by approval id. */
public enum Topic {
    CALLS,
    DECISIONS,
    INTENTS,
    OUTCOMES;

    private static final String PREFIX = "countersign.";

    /** The name in Kafka. */
    public String topic() {
        return PREFIX + word();
    }

    /** The name in the outbox. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
