package dev.countersign.gateway.protocol;

import dev.countersign.gateway.Era;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The revisions of MCP that the gateway speaks, oldest first. */
public enum Revision {
    MARCH_2025("2025-03-26", Era.LEGACY),
    JUNE_2025("2025-06-18", Era.LEGACY),
    NOVEMBER_2025("2025-11-25", Era.LEGACY),
    JULY_2026("2026-07-28", Era.MODERN);

    private static final int YEAR_ENDS = 4;
    private static final int MONTH_ENDS = 7;

    private final String word;
    private final Era era;

    Revision(String word, Era era) {
        this.word = word;
        this.era = era;
    }

    /** The date that messages and headers carry. */
    public String word() {
        return word;
    }

    public Era era() {
        return era;
    }

    /** Only 2025-03-26 has batches. */
    public boolean hasBatches() {
        return this == MARCH_2025;
    }

    /** Only clients of 2025-11-25 take an event without data as a primer; others break on it. */
    public boolean hasPrimers() {
        return this == NOVEMBER_2025;
    }

    /** Whether a server may ask a client to show a link. */
    public boolean hasUrlElicitation() {
        return this == NOVEMBER_2025;
    }

    /** Whether {@code params.task} of a call asks for a task. */
    public boolean hasTaskParameter() {
        return this == NOVEMBER_2025;
    }

    /** The revision of this date, when the gateway knows it. */
    public static Optional<Revision> of(String word) {
        return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
    }

    /** A negotiated version we do not know is treated like the oldest. */
    public static Revision negotiated(String word) {
        return of(word).filter(r -> r.era == Era.LEGACY).orElse(MARCH_2025);
    }

    /** The words of one era, as {@code data.supported} lists them. */
    public static List<String> words(Era era) {
        return Arrays.stream(values())
                .filter(r -> r.era == era)
                .map(Revision::word)
                .toList();
    }

    /** Whether a header's value is a date of the modern era, known or not. */
    public static boolean isModernDate(String value) {
        boolean date = value.length() == JULY_2026.word.length();
        for (int i = 0; date && i < value.length(); i++) {
            char c = value.charAt(i);
            boolean dash = i == YEAR_ENDS || i == MONTH_ENDS;
            date = dash ? c == '-' : Character.digit(c, 10) >= 0 && c < 0x80;
        }
        return date && value.compareTo(JULY_2026.word) >= 0;
    }
}
