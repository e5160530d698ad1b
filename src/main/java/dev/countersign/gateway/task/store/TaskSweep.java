package dev.countersign.gateway.task.store;

import dev.countersign.gateway.task.TaskCare;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** When {@link TaskCare} does what it does. A sweep that fails because PostgreSQL is away is tried again at its next turn. */
@Singleton
final class TaskSweep {

    private static final Logger LOGGER = Logger.getLogger(TaskSweep.class);

    private final TaskCare care;
    private volatile boolean stopping;

    TaskSweep(TaskCare care) {
        this.care = care;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void adopt() {
        if (!stopping) {
            attempt("tasks that nobody waits for", care::adopt);
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        attempt("tasks that somebody waits for", care::lookAround);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void giveUp() {
        attempt("tasks of dead nodes", care::giveUpAbandoned);
    }

    @Scheduled(every = "10m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidy() {
        attempt("tasks whose time is over", care::tidy);
    }

    /** Before the drain: what this node lets go is for others. */
    void stop(@Observes @Priority(0) ShutdownDelayInitiatedEvent draining) {
        stopping = true;
    }

    private static void attempt(String what, Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException away) {
            LOGGER.warnf(
                    "sweep of %s failed (%s); it is tried again",
                    what, away.getClass().getSimpleName());
        }
    }
}
