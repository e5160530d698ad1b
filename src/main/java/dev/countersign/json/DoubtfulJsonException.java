package dev.countersign.json;

/**
 * A JSON text that is none, that two readers could read differently, or that is beyond a limit.
 *
 * <p>The message names reason and place (JSON Pointer of RFC 6901, or {@code line:column}), never a value. It carries no stack
 * trace: hostile input must not be dearer than good input.
 */
public final class DoubtfulJsonException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_PLACE = 200;

    /** What is wrong in kind; the reader of the message decides which error code that is. */
    public enum Doubt {
        /** Not JSON in UTF-8, or beyond a limit of depth, members or tokens. */
        MALFORMED,
        /** JSON, but a member stands twice in one object. */
        DUPLICATE,
        /** JSON without duplicates, but numbers, names or texts that two readers could take differently. */
        AMBIGUOUS
    }

    private final Doubt doubt;
    private final String sentence;

    DoubtfulJsonException(Doubt doubt, String reason, String place) {
        this(doubt, reason + " at " + printable(place));
    }

    private DoubtfulJsonException(Doubt doubt, String sentence) {
        super(sentence, null, false, false);
        this.doubt = doubt;
        this.sentence = sentence;
    }

    /** Reason and place. */
    public String sentence() {
        return sentence;
    }

    public Doubt doubt() {
        return doubt;
    }

    /** Names are the sender's: shown in ASCII, cut when long. */
    private static String printable(String place) {
        StringBuilder shown = new StringBuilder(Math.min(place.length(), LONGEST_PLACE) + 2);
        for (int i = 0; i < place.length() && shown.length() < LONGEST_PLACE; i++) {
            char c = place.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return shown.length() < LONGEST_PLACE
                ? shown.toString()
                : shown.append("...").toString();
    }
}
