package dev.countersign.policy.condition;

/** What a condition says of one value. */
public enum Truth {
    TRUE,
    FALSE,
    /** The value is missing or of another type: never to the caller's advantage. */
    UNDETERMINED;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    /** The opposite; undetermined stays. */
    Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNDETERMINED -> UNDETERMINED;
        };
    }
}
