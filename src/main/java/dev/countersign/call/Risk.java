package dev.countersign.call;

import java.util.Locale;

/** What a tool can do at worst; an unknown tool counts as the worst. */
public enum Risk {
    READ(Level.LOW),
    WRITE(Level.MEDIUM),
    EXECUTE(Level.HIGH),
    FINANCIAL(Level.CRITICAL),
    DESTRUCTIVE(Level.CRITICAL),
    UNKNOWN(Level.CRITICAL);

    /** How much care a decision needs. */
    public enum Level {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL;

        /** The word people read, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Level level;

    Risk(Level level) {
        this.level = level;
    }

    public Level level() {
        return level;
    }

    /** The word of the outer contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
