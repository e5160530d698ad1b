package dev.countersign.approval.view;

import java.sql.SQLException;

/** A query could not be answered: PostgreSQL is away. REST and pages answer 503. */
public final class DatabaseAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAwayException(SQLException cause) {
        super("PostgreSQL did not answer a query", cause);
    }
}
