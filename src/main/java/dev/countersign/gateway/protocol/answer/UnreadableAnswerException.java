package dev.countersign.gateway.protocol.answer;

/**
 * A server's answer that had to be read and could not be, strictly: it is not passed on, the agent gets -32603. The message names the
 * place, never a value.
 */
public final class UnreadableAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String why) {
        super("The server's answer cannot be passed on: " + why, null, false, false);
    }
}
