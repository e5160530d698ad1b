package dev.countersign.inbox.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A point in time for {@code <time>}.
 *
 * @param iso for programs
 * @param text for people, in UTC
 * @param relative how far away, in words
 */
public record Moment(String iso, String text, String relative) {

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final Duration EXACT_BELOW = Duration.ofMinutes(5);

    /** A time in the past. */
    public static Moment ago(Instant at, Instant now) {
        return of(at, words(Duration.between(at, now)) + " ago");
    }

    /** A time in the future; "time is up" when it is not. */
    public static Moment left(Instant at, Instant now) {
        Duration left = Duration.between(now, at);
        return of(at, left.isNegative() || left.isZero() ? "time is up" : words(left) + " left");
    }

    /** The time of the day alone. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    private static Moment of(Instant at, String relative) {
        return new Moment(at.truncatedTo(ChronoUnit.MILLIS).toString(), TEXT.format(at), relative);
    }

    /** For instance "2 days", "3 h", "14 min", "4 min 10 s", "10 s". */
    static String words(Duration duration) {
        Duration length = duration.isNegative() ? Duration.ZERO : duration;
        if (length.toDays() >= 2) {
            return length.toDays() + " days";
        }
        if (length.toHours() >= 2) {
            return length.toHours() + " h";
        }
        if (length.compareTo(EXACT_BELOW) >= 0) {
            return length.toMinutes() + " min";
        }
        String seconds = length.toSecondsPart() + " s";
        return length.toMinutes() > 0 ? length.toMinutes() + " min " + seconds : seconds;
    }
}
