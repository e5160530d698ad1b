package dev.countersign.approval.view;

import java.util.Comparator;

/**
 * A place in the order of all changes: transaction id, then sequence. Only transactions below the oldest running one are read, so
 * nothing can appear behind a position that was handed out.
 */
record Position(long xid, long seq) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::xid).thenComparingLong(Position::seq);

    /** Text for event ids, the same on every node. */
    String text() {
        return xid + "-" + seq;
    }

    /** Reads it back; anything else is an {@link IllegalArgumentException}. */
    static Position parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("not an event id of this stream");
        }
        return new Position(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
