package dev.countersign.gateway;

import java.util.Locale;

/** How an MCP conversation is opened; a property of each request, never of the connection. */
public enum Era {
    /** Opened by {@code initialize}: 2025-03-26, 2025-06-18, 2025-11-25. */
    LEGACY,
    /** Every request carries version and capabilities: 2026-07-28. */
    MODERN;

    /** The word kept in the database, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
