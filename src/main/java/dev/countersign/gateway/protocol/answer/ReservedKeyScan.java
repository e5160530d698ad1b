package dev.countersign.gateway.protocol.answer;

import java.nio.charset.StandardCharsets;

/**
 * Searches a streamed answer for {@code "dev.countersign/decision"} as a whole JSON string, so that only results of ours can carry it
 * (protocol design, section 4). Sees through JSON escapes and chunk borders, keeps no bytes. A mere mention inside a longer text
 * passes. One object per answer, one thread at a time.
 */
public final class ReservedKeyScan {

    private static final byte[] WANTED = ('"' + ToolResults.DECISION_KEY + '"').getBytes(StandardCharsets.US_ASCII);
    private static final int HEX_DIGITS = 4;

    /** Stands for an escaped character that is no part of the name. */
    private static final int OTHER = -1;

    private int matched;
    private boolean escaped;
    private int hexLeft;
    private int hex;

    /** Takes the next bytes; true when the name is complete, and ever after. */
    public boolean finds(byte[] chunk, int from, int to) {
        int at = from;
        while (at < to && matched < WANTED.length) {
            take(chunk[at]);
            at++;
        }
        return matched == WANTED.length;
    }

    private void take(byte b) {
        if (hexLeft > 0) {
            digit(b);
        } else if (escaped) {
            escaped = false;
            escape(b);
        } else if (b == '\\') {
            escaped = true;
        } else if (b == WANTED[matched]) {
            matched++;
        } else {
            matched = b == '"' ? 1 : 0;
        }
    }

    private void escape(byte b) {
        if (b == 'u') {
            hexLeft = HEX_DIGITS;
            hex = 0;
        } else {
            decoded(b == '/' ? '/' : OTHER);
        }
    }

    private void digit(byte b) {
        hex = hex << 4 | Math.max(0, Character.digit(b, 16));
        hexLeft--;
        if (hexLeft == 0) {
            decoded(hex);
        }
    }

    /** An escaped quote is part of a text, never its end. */
    private void decoded(int c) {
        matched = matched > 0 && c != '"' && c == WANTED[matched] ? matched + 1 : 0;
    }
}
