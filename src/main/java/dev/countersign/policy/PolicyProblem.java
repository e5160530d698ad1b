package dev.countersign.policy;

import java.util.Comparator;

/**
 * Something wrong with a policy file, where it stands and what to do.
 *
 * @param severity whether the file is refused
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param message a sentence without the position
 * @param pointer where in the tree it stands, a JSON Pointer (RFC 6901), empty for the root
 */
public record PolicyProblem(Severity severity, int line, int column, String message, String pointer)
        implements Comparable<PolicyProblem> {

    private static final Comparator<PolicyProblem> BY_POSITION =
            Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column);

    /** Whether a problem keeps a file from being used. */
    public enum Severity {
        ERROR("error"),
        WARNING("warning");

        private final String word;

        Severity(String word) {
            this.word = word;
        }

        /** The word that people and programs read. */
        public String word() {
            return word;
        }
    }

    /** The line that {@code policy lint} prints: {@code FILE:LINE:COLUMN: error: MESSAGE [POINTER]}. */
    public String in(String file) {
        return file + ":" + line + ":" + column + ": " + severity.word + ": " + message + " [" + pointer + "]";
    }

    /** The same for a log line, which has its own word for how bad it is. */
    public String at(String file) {
        return file + ":" + line + ":" + column + ": " + message + " [" + pointer + "]";
    }

    @Override
    public int compareTo(PolicyProblem other) {
        return BY_POSITION.compare(this, other);
    }
}
