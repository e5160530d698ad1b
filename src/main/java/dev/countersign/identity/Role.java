package dev.countersign.identity;

import java.util.Locale;

/** What a person may do. Only an approver decides; admin and auditor look. */
public enum Role {
    APPROVER,
    ADMIN,
    AUDITOR;

    /** The word of the configuration and of {@code @RolesAllowed}, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
