package dev.countersign.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the trail writes a moment: RFC 3339, UTC, milliseconds. */
public final class AuditTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private AuditTime() {}

    /** For instance {@code 2026-11-20T10:00:00.000Z}; finer parts are cut off. */
    public static String format(Instant at) {
        return FORMAT.format(at);
    }
}
