package dev.countersign.approval;

import java.util.Locale;

/** What a person says to a held call. */
public enum VoteDecision {
    APPROVE,
    DENY;

    /** The word of the outer contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
