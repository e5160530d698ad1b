package dev.countersign.audit.verify;

/** Not a file that this verifier can judge. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        super(reason);
    }
}
