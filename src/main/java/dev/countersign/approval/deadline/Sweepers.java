package dev.countersign.approval.deadline;

import dev.countersign.approval.Deadlines;
import dev.countersign.approval.Relay;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Runs the sweeps of {@link Deadlines} on every node: idempotent, guarded by the database, harmless when several nodes do the same.
 * A sweep that fails because PostgreSQL is away is tried again at its next turn.
 */
@ApplicationScoped
class Sweepers {

    private static final Logger LOGGER = Logger.getLogger(Sweepers.class);
    private static final int FULL_BATCH = 200;

    private final Deadlines deadlines;
    private final Relay relay;

    Sweepers(Deadlines deadlines, Relay relay) {
        this.deadlines = deadlines;
        this.relay = relay;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        attempt("expiry", () -> {
            while (deadlines.expireDue() == FULL_BATCH) {
                LOGGER.debug("more calls are overdue");
            }
        });
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void recover() {
        attempt("abandoned calls", deadlines::withdrawAbandoned);
        attempt("dead claims", deadlines::giveUpDeadClaims);
        attempt("parked calls", deadlines::recallParked);
        attempt("outbox", () -> relay.publishAgain(deadlines.unpublished()));
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidy() {
        attempt("tidying", deadlines::tidy);
    }

    private static void attempt(String what, Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException away) {
            LOGGER.warnf("sweep of %s failed (%s); it is tried again", what, rootCause(away));
        }
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
