package dev.countersign.gateway.stream.store;

/** The journal of held streams cannot be read or written: nobody is brought back, nothing is parked. */
public final class StreamStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StreamStoreException(Throwable cause) {
        super("PostgreSQL did not answer for the journal of held streams", cause);
    }
}
