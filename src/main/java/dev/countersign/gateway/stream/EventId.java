package dev.countersign.gateway.stream;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on a held stream: {@code cs.<stream>.<n>} with 128 random bits and a decimal number (protocol design, section 9). The high
 * digits of {@code n} are the leg, so that any node can go on without knowing how far the one before it had come.
 *
 * @param n below 2^53, so that clients may take it for a number
 */
public record EventId(UUID stream, long n) {

    private static final String PREFIX = "cs.";
    private static final Pattern FORM = Pattern.compile("cs\\.([0-9a-f]{16})([0-9a-f]{16})\\.(0|[1-9][0-9]{0,15})");
    private static final long PER_LEG = 1_000_000_000L;
    private static final long LARGEST = (1L << 53) - 1;
    private static final int HEX = 16;

    public EventId {
        if (n < 0 || n > LARGEST) {
            throw new IllegalArgumentException("no place on a stream: " + n);
        }
    }

    /** Whether the text claims to be ours, well-formed or not: such an id never goes to a server. */
    public static boolean isOurs(String lastEventId) {
        return lastEventId.startsWith(PREFIX);
    }

    /** Reads {@code Last-Event-ID}; empty when it is no id that we could have made. */
    public static Optional<EventId> parse(String lastEventId) {
        Matcher parts = FORM.matcher(lastEventId);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long n = Long.parseLong(parts.group(3));
        UUID stream =
                new UUID(Long.parseUnsignedLong(parts.group(1), HEX), Long.parseUnsignedLong(parts.group(2), HEX));
        return n > LARGEST ? Optional.empty() : Optional.of(new EventId(stream, n));
    }

    /** The place before the first event of a leg. */
    public static EventId before(UUID stream, int leg) {
        return new EventId(stream, leg * PER_LEG);
    }

    /** The leg that the place is on; the request's own exchange is leg 0. */
    public int leg() {
        return (int) (n / PER_LEG);
    }

    /** The place of the next event. */
    public EventId next() {
        return new EventId(stream, n + 1);
    }

    /** As it stands in the field {@code id}. */
    @Override
    public String toString() {
        return String.format(
                "%s%016x%016x.%d", PREFIX, stream.getMostSignificantBits(), stream.getLeastSignificantBits(), n);
    }
}
