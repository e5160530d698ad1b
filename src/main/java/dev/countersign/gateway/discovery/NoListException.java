package dev.countersign.gateway.discovery;

/** The server gave no whole list of its tools; the message says why, without an address. */
final class NoListException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean maybeOtherEra;

    NoListException(String message) {
        this(message, false);
    }

    NoListException(String message, boolean maybeOtherEra) {
        super(message);
        this.maybeOtherEra = maybeOtherEra;
    }

    /** Whether a server that speaks another era only would have answered like this. */
    boolean maybeOtherEra() {
        return maybeOtherEra;
    }
}
