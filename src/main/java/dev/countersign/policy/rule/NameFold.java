package dev.countersign.policy.rule;

import java.text.Normalizer;
import java.util.Locale;

/** What of a tool name is left when everything is dropped in which look-alikes differ. */
final class NameFold {

    private static final int NEXT_LINE = 0x85;

    private NameFold() {}

    /** NFKC, without format characters and white space, each code point to upper, then to lower case (simple mappings). */
    static String of(String name) {
        if (isPlain(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(NameFold::visible)
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Printable ASCII only: normal in every form, all visible, and of one case mapping. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean visible(int c) {
        return Character.getType(c) != Character.FORMAT
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && c != NEXT_LINE;
    }
}
