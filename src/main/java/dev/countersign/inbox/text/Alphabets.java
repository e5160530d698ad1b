package dev.countersign.inbox.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds words with letters of two alphabets, the trick of "pаypal" with a Cyrillic letter (Unicode TS 39). */
final class Alphabets {

    private static final int MOST_NAMED = 5;

    /** Scripts that are written together in one word every day. */
    private static final Set<UnicodeScript> EAST_ASIAN = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    private Alphabets() {}

    /** The words of the text that mix, each with the code points of its rarer alphabets; at most {@code limit}. */
    static List<Warning> mixed(String text, int limit) {
        List<Warning> found = new ArrayList<>();
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length && found.size() < limit; i++) {
            int from = i;
            while (i < codePoints.length && partOfWord(codePoints[i])) {
                i++;
            }
            if (i > from + 1) {
                warn(codePoints, from, i, found);
            }
        }
        return found;
    }

    private static boolean partOfWord(int codePoint) {
        return Character.isLetter(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private static void warn(int[] text, int from, int to, List<Warning> found) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        for (int i = from; i < to; i++) {
            UnicodeScript script = script(text[i]);
            if (script != UnicodeScript.COMMON) {
                letters.merge(script, 1, Integer::sum);
            }
        }
        if (letters.size() < 2) {
            return;
        }
        UnicodeScript main = letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        String rare = java.util.Arrays.stream(text, from, to)
                .filter(c -> script(c) != main && script(c) != UnicodeScript.COMMON)
                .distinct()
                .limit(MOST_NAMED)
                .mapToObj(c -> Visibility.label(c) + " " + Visibility.name(c))
                .collect(Collectors.joining(", "));
        found.add(new Warning(
                "Letters of two alphabets in one word: ",
                ShownText.of(new String(text, from, to - from)),
                " (" + rare + ")"));
    }

    /** The script of a letter; East Asian ones count as one, what belongs to none or all as common. */
    private static UnicodeScript script(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        if (EAST_ASIAN.contains(script)) {
            return UnicodeScript.HAN;
        }
        boolean shared = script == UnicodeScript.INHERITED || script == UnicodeScript.UNKNOWN;
        return shared ? UnicodeScript.COMMON : script;
    }
}
