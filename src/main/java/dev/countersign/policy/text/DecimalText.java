package dev.countersign.policy.text;

/** The numbers that a policy may use: exact decimals with at most 1,000 digits and an exponent of at most 4 digits. */
public final class DecimalText {

    private static final int MOST_DIGITS = 1_000;
    private static final int MOST_EXPONENT_DIGITS = 4;

    private DecimalText() {}

    /** Whether a JSON number (already known to be one) is small enough to count with. */
    public static boolean inRange(String number) {
        int digits = 0;
        int exponentDigits = 0;
        boolean exponent = false;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            exponent |= c == 'e' || c == 'E';
            if (c >= '0' && c <= '9') {
                digits += exponent ? 0 : 1;
                exponentDigits += exponent ? 1 : 0;
            }
        }
        return digits <= MOST_DIGITS && exponentDigits <= MOST_EXPONENT_DIGITS;
    }

    /** Whether a text is, whole, one JSON number (RFC 8259, section 6) in range. */
    public static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int integer = digits(text, at);
        if (integer == at || (text.charAt(at) == '0' && integer > at + 1)) {
            return false;
        }
        at = integer;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        return endsAfterExponent(text, at) && inRange(text);
    }

    private static boolean endsAfterExponent(String text, int from) {
        if (from == text.length()) {
            return true;
        }
        if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
            return false;
        }
        int at = from + 1;
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            at++;
        }
        int end = digits(text, at);
        return end > at && end == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
