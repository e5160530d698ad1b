package dev.countersign.json;

/** Writes texts of ours as JSON (RFC 8259, section 7). What others wrote is never written again, only copied. */
public final class JsonText {

    private JsonText() {}

    /** The text in quotes; quotes, backslashes, control characters, line separators and lone surrogates are escaped. */
    public static String quote(String text) {
        return append(new StringBuilder(text.length() + 8), text).toString();
    }

    /** Appends what {@link #quote} gives. */
    public static StringBuilder append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (isPlain(text, i)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"');
    }

    private static boolean isPlain(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= ' ' && c != 0x7f && c != 0x2028 && c != 0x2029;
    }
}
