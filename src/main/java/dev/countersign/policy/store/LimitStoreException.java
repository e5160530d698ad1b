package dev.countersign.policy.store;

/** The places in limits cannot be counted: the call must be refused. */
public final class LimitStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LimitStoreException(Throwable cause) {
        super("PostgreSQL did not count the places of a call in its limits: nothing was sent", cause);
    }
}
