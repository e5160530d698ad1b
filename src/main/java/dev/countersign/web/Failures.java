package dev.countersign.web;

import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;

/** What a failure is to the person or program that asked; the one place where exceptions become statuses. */
final class Failures {

    private static final int DEEPEST_CAUSE = 12;

    private Failures() {}

    /** The status for a failure that no more specific mapper knows. */
    static int status(Throwable failure) {
        if (failure instanceof WebApplicationException web) {
            return web.getResponse().getStatus();
        }
        return unavailable(failure) ? 503 : 500;
    }

    /** Whether the database (or a worker) could not be had just now, so that trying again helps. */
    private static boolean unavailable(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof RejectedExecutionException) {
                return true;
            }
            if (cause instanceof SQLException sql && connectionLost(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Classes 08 (connection), 53 (resources) and 57 (operator) of PostgreSQL; the pool's own failures have no state. */
    private static boolean connectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    /** A sentence for the reader; never the exception's own words, which may hold what must not be shown. */
    static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be understood. Check its parameters and its body.";
            case 401 -> "A valid bearer token is needed.";
            case 403 -> "You have not the right to do this.";
            case 404 -> "There is nothing at this address, or you may not see it.";
            case 405 -> "This address does not take this method.";
            case 406 -> "This address does not speak the media types that were asked for.";
            case 413 -> "The request is too large.";
            case 415 -> "This address does not take this media type: send application/json.";
            case 429 -> "Too many requests. Wait and try again.";
            case 503 -> "Countersign cannot reach its database. Nothing was changed; try again soon.";
            default -> "Something went wrong inside Countersign. Nothing is known to have changed.";
        };
    }
}
