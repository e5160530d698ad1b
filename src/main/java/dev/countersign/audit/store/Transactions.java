package dev.countersign.audit.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction of its own on a plain connection, for the trail's own threads: never inside a caller's. */
final class Transactions {

    private Transactions() {}

    /** Runs the work, then commits; rolls back when it throws. The connection is to be closed afterwards. */
    static <T> T in(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            rollBack(connection, failed);
            throw failed;
        }
    }

    private static void rollBack(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** What happens inside. */
    interface Work<T> {
        T run() throws SQLException;
    }
}
