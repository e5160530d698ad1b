package dev.countersign.approval.bus;

/** The topics could lose acknowledged records: the service does not start on them. */
public final class UnsafeTopicsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeTopicsException(String message) {
        super(message);
    }
}
