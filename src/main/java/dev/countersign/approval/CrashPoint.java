package dev.countersign.approval;

import java.util.Locale;

/** Named places where a test may end the process at once ({@code COUNTERSIGN_CRASH_AT}, ignored in production). */
public enum CrashPoint {
    AFTER_PARK_COMMIT,
    BEFORE_PARK_PUBLISH,
    AFTER_DECISION_COMMIT,
    BEFORE_DECISION_PUBLISH,
    AFTER_RELEASE_CLAIM,
    BEFORE_UPSTREAM_SEND,
    AFTER_UPSTREAM_SEND,
    AFTER_REPLY_BEFORE_RECORD,
    AFTER_RECORD_BEFORE_DELIVER;

    /** The name in the environment, in lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
