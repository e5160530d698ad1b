package dev.countersign.gateway.discovery;

import dev.countersign.catalogue.listing.Listing;
import dev.countersign.registry.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When one server is asked again, and what came of it the last time. On one event loop, but for {@link #listing}. */
final class ServerWatch {

    /** After the first failure; doubled with each further one, at most the regular pause. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    /** A server that tells of changes all the time is asked no more often. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(2);

    /** A stream that ends sooner is one of a server that keeps none: it is opened again with the next regular look. */
    private static final Duration LASTING = Duration.ofSeconds(30);

    private static final int MOST_DOUBLINGS = 12;

    private final Server server;
    private final Duration refresh;
    private volatile Listing listing = Listing.NONE;
    private Instant next = Instant.MIN;
    private Instant last = Instant.MIN;
    private Instant listensSince = Instant.MIN;
    private int failures;
    private boolean running;
    private boolean closed;
    private @Nullable Listening listens;

    ServerWatch(Server server, Duration refresh) {
        this.server = server;
        this.refresh = refresh;
    }

    Server server() {
        return server;
    }

    Listing listing() {
        return listing;
    }

    int failures() {
        return failures;
    }

    /** Whether the first attempt is over. */
    boolean isAsked() {
        return !running && !last.equals(Instant.MIN);
    }

    boolean isClosed() {
        return closed;
    }

    boolean isRunning() {
        return running;
    }

    boolean isDue(Instant now) {
        return !running && !closed && !now.isBefore(next);
    }

    void begin(Instant now, double jitter) {
        running = true;
        last = now;
        next = now.plus(spread(refresh, jitter));
    }

    /** A whole list was had. */
    void had(Instant now) {
        running = false;
        failures = 0;
        listing = new Listing(Optional.of(now), Optional.empty());
    }

    /** It was not. */
    void failed(Instant now, String problem, double jitter) {
        running = false;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        next = now.plus(spread(pause.compareTo(refresh) < 0 ? pause : refresh, jitter));
        listing = new Listing(listing.listedAt(), Optional.of(problem));
    }

    /** The server says that its list has changed. */
    void changed() {
        askAfter(LEAST_PAUSE);
    }

    private void askAfter(Duration pause) {
        Instant soon = last.plus(pause);
        next = next.isBefore(soon) ? next : soon;
    }

    void listens(Listening stream, Instant now) {
        stopListening();
        listens = stream;
        listensSince = now;
    }

    void stopListening() {
        if (listens != null) {
            listens.close();
            listens = null;
        }
    }

    /** The server has ended the stream: it may have been started anew, with other tools. */
    void streamEnded(Instant now, double jitter) {
        listens = null;
        if (!now.isBefore(listensSince.plus(LASTING))) {
            Instant soon = now.plus(spread(FIRST_PAUSE, jitter));
            next = next.isBefore(soon) ? next : soon;
        }
    }

    /** It is not configured any more, or the node stops. */
    void close() {
        closed = true;
        stopListening();
    }

    /** Shorter or longer by a fifth at most, so that nodes and servers do not come together. */
    private static Duration spread(Duration pause, double jitter) {
        return Duration.ofMillis((long) (pause.toMillis() * (0.8 + 0.4 * jitter)));
    }
}
