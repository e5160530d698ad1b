package dev.countersign.inbox.view;

/**
 * The answer to what the person just did.
 *
 * @param text empty for none
 * @param bad whether it was refused
 */
public record Message(String text, boolean bad) {

    /** Nothing was done. */
    public static final Message NONE = new Message("", false);

    public static Message bad(String text) {
        return new Message(text, true);
    }

    public boolean isThere() {
        return !text.isEmpty();
    }
}
