package dev.countersign.policy.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: ISO 8601 ({@code PT30M}, {@code P1D}) or short ({@code 1h30m}); whole seconds. */
public final class Durations {

    private static final Pattern ISO =
            Pattern.compile("P(?:(\\d{1,8})D)?(?:T(?:(\\d{1,8})H)?(?:(\\d{1,8})M)?(?:(\\d{1,8})S)?)?");
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,8})d)?(?:(\\d{1,8})h)?(?:(\\d{1,8})m)?(?:(\\d{1,8})s)?");

    private Durations() {}

    /** Empty when the text is none. */
    public static Optional<Duration> parse(String text) {
        if (text.isEmpty() || text.endsWith("T") || text.equals("P")) {
            return Optional.empty();
        }
        return read(ISO.matcher(text)).or(() -> read(SHORT.matcher(text)));
    }

    private static Optional<Duration> read(Matcher parts) {
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4)));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
