package dev.countersign.observe;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The drain is over: no sweep begins any more, which would find the database closed and complain. */
@Singleton
final class Closing {
    private static final int FIRST = 1;

    void close(@Observes @Priority(FIRST) ShutdownEvent stopping, Scheduler scheduler) {
        scheduler.pause();
    }
}
