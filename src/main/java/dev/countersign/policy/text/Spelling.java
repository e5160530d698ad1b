package dev.countersign.policy.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant: the nearest by Damerau-Levenshtein distance without regard to case. */
public final class Spelling {

    private static final int FAR = 2;
    private static final int FAR_FOR_SHORT = 1;
    private static final int SHORT = 3;

    private Spelling() {}

    /** Either empty text or {@code , did you mean "L"?}. */
    public static String hint(String word, Collection<String> allowed) {
        return nearest(word, allowed)
                .map(near -> ", did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static Optional<String> nearest(String word, Collection<String> allowed) {
        int far = word.length() <= SHORT ? FAR_FOR_SHORT : FAR;
        String lower = word.toLowerCase(Locale.ROOT);
        return allowed.stream()
                .filter(a -> Math.abs(a.length() - word.length()) <= far && distance(lower, a) <= far)
                .min(Comparator.<String>comparingInt(a -> distance(lower, a)).thenComparing(Comparator.naturalOrder()));
    }

    /** Insertions, deletions, substitutions and swaps of neighbours, each counting one. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
