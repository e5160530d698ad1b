package dev.countersign.policy.trial;

/** A case file that cannot be used. The message says where and why. */
public final class BadCaseFileException extends Exception {

    private static final long serialVersionUID = 1L;

    BadCaseFileException(String message) {
        super(message);
    }
}
