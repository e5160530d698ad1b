package dev.countersign.approval;

import java.util.Locale;

/** By which way a person or agent spoke; recorded, never a reason to judge differently. */
public enum Channel {
    MCP,
    REST,
    WEB,
    SLACK,
    START;

    /** The word of the audit trail, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
