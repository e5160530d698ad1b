package dev.countersign.gateway.budget.store;

/** What was learned cannot be read or kept now; waiting goes on as before. */
public final class PatienceStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PatienceStoreException(Throwable cause) {
        super("PostgreSQL did not answer for what is known of clients' patience", cause);
    }
}
