package dev.countersign.audit.store;

/** The trail could not be written or read; the change it describes must fail with it. */
final class AuditStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    AuditStoreException(String message) {
        super(message);
    }
}
