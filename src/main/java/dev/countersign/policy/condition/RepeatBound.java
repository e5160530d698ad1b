package dev.countersign.policy.condition;

/**
 * Bounds the size of a compiled regular expression before it is compiled: RE2/J limits one repeat count to 1,000, but
 * {@code ((a{1000}){1000}){1000}} is 25 bytes and would fill any memory.
 */
public final class RepeatBound {

    private static final long ENOUGH = Integer.MAX_VALUE;

    private final String text;
    private int at;

    private RepeatBound(String text) {
        this.text = text;
    }

    /** About as many instructions as the expression will have; meaningless for one that does not parse. */
    public static long of(String text) {
        RepeatBound bound = new RepeatBound(text);
        long size = 0;
        while (bound.at < text.length()) {
            size = capped(size + bound.sequence() + 1);
            bound.at++;
        }
        return size;
    }

    /** Reads up to the parenthesis that closes this group, or to the end. */
    private long sequence() {
        long sum = 0;
        while (at < text.length() && text.charAt(at) != ')') {
            sum = capped(sum + repeated(atom()));
        }
        return sum;
    }

    private long atom() {
        char c = text.charAt(at++);
        if (c == '(') {
            long inside = sequence() + 2;
            at++;
            return inside;
        }
        if (c == '[') {
            skipClass();
        } else if (c == '\\') {
            return escape();
        }
        return 1;
    }

    private long escape() {
        boolean quote = at < text.length() && text.charAt(at) == 'Q';
        at++;
        if (!quote) {
            return 1;
        }
        int end = text.indexOf("\\E", at);
        int stop = end < 0 ? text.length() : end;
        long quoted = (long) stop - at;
        at = end < 0 ? stop : end + 2;
        return quoted;
    }

    private void skipClass() {
        at += at < text.length() && text.charAt(at) == '^' ? 1 : 0;
        boolean first = true;
        while (at < text.length() && (first || text.charAt(at) != ']')) {
            at += text.charAt(at) == '\\' ? 2 : 1;
            first = false;
        }
        at++;
    }

    private long repeated(long atom) {
        long size = atom;
        while (at < text.length() && text.charAt(at) == '{') {
            int close = text.indexOf('}', at);
            long times = close < 0 ? 0 : times(text.substring(at + 1, close));
            if (times == 0) {
                return size;
            }
            size = capped(size * times);
            at = close + 1;
        }
        return size;
    }

    /** The larger number of {@code 3}, {@code 3,} or {@code 3,5}, at least 1; 0 when this is no repetition. */
    private static long times(String inside) {
        long most = 0;
        long number = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == ',') {
                number = 0;
            } else if (c >= '0' && c <= '9') {
                number = capped(number * 10 + (c - '0'));
                most = Math.max(most, Math.max(1, number));
            } else {
                return 0;
            }
        }
        return most;
    }

    private static long capped(long size) {
        return Math.min(size, ENOUGH);
    }
}
