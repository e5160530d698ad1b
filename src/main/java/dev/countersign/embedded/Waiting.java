package dev.countersign.embedded;

import java.time.Duration;

/** A wait with an end, on the clock that only moves forward. */
final class Waiting {
    private final long end;

    private Waiting(long end) {
        this.end = end;
    }

    static Waiting atMost(Duration patience) {
        return new Waiting(System.nanoTime() + patience.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** Lets a little time pass between two looks. An interrupt ends the wait with an error. */
    void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("interrupted while waiting", e);
        }
    }
}
