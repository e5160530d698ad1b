package dev.countersign.policy.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/**
 * A tool name in which {@code *} stands for any run of characters, also none; nothing else is special.
 *
 * @param text as written
 * @param pieces what stands between the stars, in order; first and last are anchored
 */
public record NamePattern(String text, List<String> pieces) {

    /** The one to use first: most characters that are no star, then the smaller by code point. */
    public static final Comparator<NamePattern> MOST_SPECIFIC_FIRST = Comparator.comparingLong(NamePattern::literals)
            .reversed()
            .thenComparing((a, b) -> byCodePoint(a.text, b.text));

    public NamePattern {
        pieces = List.copyOf(pieces);
    }

    /** The pattern of a text with at least one star. */
    public static NamePattern of(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int star = text.indexOf('*'); star >= 0; star = text.indexOf('*', from)) {
            pieces.add(text.substring(from, star));
            from = star + 1;
        }
        pieces.add(text.substring(from));
        return new NamePattern(text, pieces);
    }

    /** Whether a name has to be matched as a pattern. */
    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0;
    }

    /** The pattern with each piece replaced; a star that comes out of a piece is a star no more. */
    NamePattern map(UnaryOperator<String> change) {
        return new NamePattern(text, pieces.stream().map(change).toList());
    }

    /** Whether a name is one of those that the pattern stands for. */
    public boolean matches(String name) {
        String first = pieces.get(0);
        String last = pieces.get(pieces.size() - 1);
        if (name.length() < first.length() + last.length() || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = name.length() - last.length();
        for (int i = 1; i < pieces.size() - 1; i++) {
            int found = name.indexOf(pieces.get(i), at);
            if (found < 0 || found + pieces.get(i).length() > end) {
                return false;
            }
            at = found + pieces.get(i).length();
        }
        return true;
    }

    private long literals() {
        return text.codePoints().filter(c -> c != '*').count();
    }

    private static int byCodePoint(String one, String other) {
        PrimitiveIterator.OfInt a = one.codePoints().iterator();
        PrimitiveIterator.OfInt b = other.codePoints().iterator();
        while (a.hasNext() && b.hasNext()) {
            int order = Integer.compare(a.nextInt(), b.nextInt());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }
}
