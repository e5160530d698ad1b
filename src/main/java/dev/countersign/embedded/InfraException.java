package dev.countersign.embedded;

import static java.util.Objects.requireNonNull;

/** The embedded infrastructure cannot run; the message says what, where and what to do. */
public final class InfraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InfraException(String message) {
        super(message);
    }

    InfraException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
