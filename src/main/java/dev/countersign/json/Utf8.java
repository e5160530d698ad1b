package dev.countersign.json;

import dev.countersign.json.DoubtfulJsonException.Doubt;

/**
 * Checks that bytes are UTF-8 (RFC 3629, table 3-7 of the Unicode standard) as JSON may use it: no byte order mark, no NUL, and so
 * no UTF-16 or UTF-32 that a parser could detect by itself. Done before parsing, because the parser's own decoder takes encoded
 * surrogates and some overlong forms.
 */
final class Utf8 {

    private Utf8() {}

    static void check(byte[] bytes, int from, int to) throws DoubtfulJsonException {
        if (to - from >= 3 && isMark(bytes, from)) {
            throw malformed("a byte order mark", 0);
        }
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b > 0) {
                at++;
                continue;
            }
            int length = b == 0 ? 0 : sequence(bytes, at, to);
            if (length == 0) {
                throw malformed(b == 0 ? "a NUL byte (only UTF-8 is accepted)" : "bytes that are not UTF-8", at - from);
            }
            at += length;
        }
    }

    private static boolean isMark(byte[] bytes, int from) {
        return bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb && bytes[from + 2] == (byte) 0xbf;
    }

    /** Length of the well-formed sequence of several bytes that starts here, 0 when there is none. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to || !secondFits(lead, bytes[at + 1] & 0xff)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Overlong forms, encoded surrogates and values beyond U+10FFFF are ruled out by the second byte. */
    private static boolean secondFits(int lead, int second) {
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= low && second <= high;
    }

    private static DoubtfulJsonException malformed(String what, int offset) {
        return new DoubtfulJsonException(Doubt.MALFORMED, what, "byte " + offset);
    }
}
