package dev.countersign.gateway.downstream.bound;

import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How long a request may take to come in. One clock for each event loop instead of a timer for each request, which would cost the fast
 * path more than reading the body: all wait equally long, so the one that waits longest is always the first of the line.
 */
@Singleton
public final class Patience {

    private static final Duration REQUEST = Duration.ofSeconds(30);

    /** Looks at the line within that time: a request is given up late by a part of this at most. */
    private static final int SWEEPS = 30;

    private final Vertx vertx;
    private final long nanos;
    private final ThreadLocal<Waiting> lines = ThreadLocal.withInitial(this::line);

    @Inject
    Patience(Vertx vertx) {
        this(vertx, REQUEST);
    }

    /** With another patience. */
    Patience(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.nanos = patience.toNanos();
    }

    /**
     * Waits from now on. To be called on the event loop to which the request belongs.
     *
     * @param tooLate done there when it is not {@link Waiting#over} in time
     */
    Waiting begin(Runnable tooLate) {
        Waiting waiting = new Waiting(tooLate, System.nanoTime());
        waiting.lineUp(lines.get());
        return waiting;
    }

    private Waiting line() {
        Waiting head = new Waiting(() -> {}, 0);
        vertx.setPeriodic(Math.max(1, nanos / 1_000_000 / SWEEPS), turn -> sweep(head));
        return head;
    }

    private void sweep(Waiting head) {
        long now = System.nanoTime();
        for (Waiting first = head.after; first != head && now - first.since >= nanos; first = head.after) {
            first.over();
            first.tooLate.run();
        }
    }

    /** A request on its way in: a link of a closed chain, on one event loop. */
    static final class Waiting {

        private final Runnable tooLate;
        private final long since;
        private Waiting before = this;
        private Waiting after = this;

        private Waiting(Runnable tooLate, long since) {
            this.tooLate = tooLate;
            this.since = since;
        }

        /** It is here, or gone; may be said again. */
        void over() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }

        private void lineUp(Waiting head) {
            before = head.before;
            after = head;
            before.after = this;
            head.before = this;
        }
    }
}
