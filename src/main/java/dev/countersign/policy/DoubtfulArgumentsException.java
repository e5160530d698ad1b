package dev.countersign.policy;

/**
 * The arguments of a call that a rule looks at can be read in two ways, or by nobody (level P of the security design).
 * The caller answers HTTP 400 with JSON-RPC error -32602; nothing is held, nothing is sent.
 */
public final class DoubtfulArgumentsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The message names place and reason, never a value. */
    public DoubtfulArgumentsException(String message) {
        super(message);
    }
}
