package dev.countersign.policy.text;

/** Names in messages: a JSON string with only the escapes that JSON needs, cut after 128 code points. */
public final class Quoted {

    private static final int MOST = 128;

    private Quoted() {}

    /** The name in double quotes; a longer one ends in an ellipsis. */
    public static String of(String name) {
        boolean cut = name.codePointCount(0, name.length()) > MOST;
        String shown = cut ? name.substring(0, name.offsetByCodePoints(0, MOST)) : name;
        StringBuilder text = new StringBuilder(shown.length() + 2).append('"');
        for (int i = 0; i < shown.length(); i++) {
            escape(shown.charAt(i), text);
        }
        return text.append(cut ? "…\"" : "\"").toString();
    }

    private static void escape(char c, StringBuilder text) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> {
                if (c < 0x20) {
                    text.append(String.format("\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
