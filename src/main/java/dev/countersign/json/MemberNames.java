package dev.countersign.json;

import java.util.Locale;

/** Comparing member names the way the most lenient reader would. */
public final class MemberNames {

    private MemberNames() {}

    /**
     * The name without case. Capitals first, so that letters with several small forms meet (U+017F with s, U+00B5 with U+03BC),
     * then small letters, so that letters with several capitals do (U+212A with k). CVE-2026-27896 is why.
     */
    public static String fold(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80) {
                return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether some half of a surrogate pair stands alone, so that the text cannot be written in UTF-8. */
    public static boolean hasLoneSurrogate(String text) {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return true;
            }
            at += Character.charCount(codePoint);
        }
        return false;
    }
}
