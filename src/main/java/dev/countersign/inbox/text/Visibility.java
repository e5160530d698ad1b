package dev.countersign.inbox.text;

import java.util.Locale;

/** Which code points a reader cannot see or could be fooled by; they are shown as {@code U+XXXX}. */
final class Visibility {

    /**
     * Default-ignorable code points and blank letters that their general category does not give away (Unicode, property
     * Default_Ignorable_Code_Point; Hangul fillers; the empty Braille pattern): first and last of each range.
     */
    private static final int[] INVISIBLE = {
        0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2800, 0x2800, 0x3164, 0x3164, 0xFE00, 0xFE0F,
        0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
    };

    private Visibility() {}

    /** Whether the code point must be named instead of drawn; line feeds and tabs are the caller's business. */
    static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> invisible(codePoint);
        };
    }

    private static boolean invisible(int codePoint) {
        for (int i = 0; i < INVISIBLE.length; i += 2) {
            if (codePoint >= INVISIBLE[i] && codePoint <= INVISIBLE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** For instance {@code U+202E}. */
    static String label(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    /** The character's name, for instance {@code RIGHT-TO-LEFT OVERRIDE}. */
    static String name(int codePoint) {
        String name = Character.getName(codePoint);
        return name == null ? "unassigned character" : name;
    }
}
