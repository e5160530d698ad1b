package dev.countersign.audit.verify;

/** The file contradicts itself, or what was given from outside. */
final class BrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenException(String reason) {
        super(reason);
    }
}
