package dev.countersign.secrets;

/** A secret is missing or cannot be opened. The message says which one and what to do, never what it holds. */
public final class SecretsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretsException(String message) {
        super(message);
    }

    public SecretsException(String message, Throwable cause) {
        super(message, cause);
    }
}
