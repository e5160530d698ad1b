package dev.countersign.approval.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** Where a page of a list ended: keyset, so that newer calls never shift the pages. */
record Cursor(Instant createdAt, UUID id) {

    /** The year 9999, in microseconds: PostgreSQL has no times far behind it. */
    private static final long LATEST = 253_402_300_799_000_000L;

    /** Opaque text for clients. */
    String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads it back; anything else is an {@link IllegalArgumentException}. */
    static Cursor parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        long micros = Long.parseLong(parts[0]);
        if (micros < 0 || micros > LATEST) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        return new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), UUID.fromString(parts[1]));
    }
}
