package dev.countersign.policy.explain;

import java.util.Locale;

/** What kind of answer a policy gives, from the mildest to the gravest. */
public enum Verdict {
    ALLOW,
    /** Allowed as long as there is room. */
    LIMIT,
    /** A person is asked. */
    HOLD,
    DENY,
    /** Refused, and absent from {@code tools/list}. */
    HIDE;

    /** The word of the outer contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
