package dev.countersign.call;

/** What every configured name has to satisfy. */
final class Names {

    /** Longest accepted name, in UTF-16 units. */
    private static final int LONGEST = 256;

    private Names() {}

    /** Throws {@link IllegalArgumentException} naming {@code what} when the name is blank or too long. */
    static void check(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a " + what + " must not be blank");
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException("a " + what + " has at most " + LONGEST + " characters");
        }
    }
}
