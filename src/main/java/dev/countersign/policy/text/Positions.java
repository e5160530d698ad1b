package dev.countersign.policy.text;

/**
 * Line and column of places in a text that a parser names by code points. Cheap as long as places are asked for in order: a cursor
 * moves along. Lines end as in JSON and YAML 1.2: LF, CR, or both.
 */
final class Positions {

    private final String text;
    private int codePoint;
    private int at;
    private int line = 1;
    private int lineStart;

    Positions(String text) {
        this.text = text;
    }

    /** Moves to a code point, counted from 0; behind the end is the end. */
    Positions at(int target) {
        if (target < codePoint) {
            codePoint = 0;
            at = 0;
            line = 1;
            lineStart = 0;
        }
        while (codePoint < target && at < text.length()) {
            step();
        }
        return this;
    }

    private void step() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        codePoint++;
        boolean first = c == '\r' && at < text.length() && text.charAt(at) == '\n';
        if (c == '\n' || (c == '\r' && !first)) {
            line++;
            lineStart = at;
        }
    }

    /** From 1. */
    int line() {
        return line;
    }

    /** From 1, in UTF-16 units. */
    int column() {
        return at - lineStart + 1;
    }
}
