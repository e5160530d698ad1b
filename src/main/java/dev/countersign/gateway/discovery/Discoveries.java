package dev.countersign.gateway.discovery;

import dev.countersign.call.IdSource;
import dev.countersign.call.ServerName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.listing.Listing;
import dev.countersign.catalogue.listing.Listings;
import dev.countersign.gateway.discovery.WholeList.Had;
import dev.countersign.gateway.upstream.Upstreams;
import dev.countersign.registry.CatalogueSettings;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the catalogue as the servers are: asks each for its tools at the start, when it is configured anew, when it says that they have
 * changed, and from time to time. A server that cannot be asked is asked again, later each time; agents' calls do not wait for it.
 */
@Singleton
public final class Discoveries implements Listings {

    private static final Logger LOGGER = Logger.getLogger(Discoveries.class);
    private static final long LOOK_MILLIS = 500;
    private static final int MOST_AT_ONCE = 32;

    /** So long the start waits for the first round: the first calls shall find schemas and pins, but no slow server may hold it up. */
    private static final long FIRST_ROUND_MILLIS = 3_000;

    private final Vertx vertx;
    private final Registry registry;
    private final Upstreams upstreams;
    private final Catalogue catalogue;
    private final CatalogueSettings settings;
    private final IdSource ids;
    private final InstantSource clock;
    private final ConcurrentMap<ServerName, ServerWatch> watches = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> firstRound = new CompletableFuture<>();
    private long timer = -1;

    Discoveries(
            Vertx vertx,
            Registry registry,
            Upstreams upstreams,
            Catalogue catalogue,
            CatalogueSettings settings,
            IdSource ids,
            InstantSource clock) {
        this.vertx = vertx;
        this.registry = registry;
        this.upstreams = upstreams;
        this.catalogue = catalogue;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    void start(@Observes StartupEvent starting) {
        if (!settings.refresh().isZero() && !registry.servers().isEmpty()) {
            begin().completeOnTimeout(null, FIRST_ROUND_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    /**
     * From now on, until {@link #end}.
     *
     * @return complete when each server was asked once
     */
    CompletableFuture<@Nullable Void> begin() {
        timer = vertx.setPeriodic(1, LOOK_MILLIS, turn -> look());
        return firstRound.copy();
    }

    void stop(@Observes ShutdownEvent stopping) {
        end();
    }

    /** Ends the sessions with the servers. */
    void end() {
        vertx.cancelTimer(timer);
        vertx.runOnContext(on -> watches.values().forEach(ServerWatch::close));
    }

    @Override
    public Map<ServerName, Listing> all() {
        Map<ServerName, Listing> all = new HashMap<>();
        watches.forEach((name, watch) -> all.put(name, watch.listing()));
        return all;
    }

    private void look() {
        Instant now = clock.instant();
        forgetOthers();
        long running = watches.values().stream().filter(ServerWatch::isRunning).count();
        for (Server server : registry.servers()) {
            ServerWatch watch =
                    watches.computeIfAbsent(server.name(), name -> new ServerWatch(server, settings.refresh()));
            if (running < MOST_AT_ONCE && watch.isDue(now)) {
                running++;
                ask(watch, now);
            }
        }
        if (running == 0 && watches.values().stream().allMatch(ServerWatch::isAsked)) {
            firstRound.complete(null);
        }
    }

    /** Servers that are not configured any more, or otherwise. */
    private void forgetOthers() {
        watches.values().removeIf(watch -> {
            boolean other = registry.server(watch.server().name())
                    .filter(watch.server()::equals)
                    .isEmpty();
            if (other) {
                watch.close();
            }
            return other;
        });
    }

    private void ask(ServerWatch watch, Instant now) {
        watch.begin(now, jitter());
        new WholeList(vertx, upstreams.of(watch.server()), ids)
                .ask()
                .compose(had -> vertx.executeBlocking(() -> taken(watch, had), false)
                        .onFailure(broken -> had.conversation().close()))
                .onSuccess(had -> had(watch, had))
                .onFailure(failed -> failed(watch, failed))
                .onComplete(next -> look());
    }

    private Had taken(ServerWatch watch, Had had) {
        catalogue.listed(watch.server().name(), had.definitions());
        return had;
    }

    private void had(ServerWatch watch, Had had) {
        Instant now = clock.instant();
        if (watch.failures() > 0) {
            LOGGER.infof(
                    "the server lists its tools again: server=%s",
                    watch.server().name());
        }
        watch.had(now);
        boolean listens = had.tellsChanges() && watch.server().transport() instanceof Server.Http && !watch.isClosed();
        if (!listens) {
            had.conversation().close();
            watch.stopListening();
            return;
        }
        watch.listens(
                Listening.open(had.conversation(), watch::changed, () -> watch.streamEnded(clock.instant(), jitter())),
                now);
    }

    private void failed(ServerWatch watch, Throwable failure) {
        boolean known = failure instanceof NoListException;
        if (!known) {
            LOGGER.errorf(
                    failure,
                    "a list of tools could not be taken: server=%s",
                    watch.server().name());
        }
        String problem =
                known ? String.valueOf(failure.getMessage()) : "the gateway could not take its list, see the log";
        if (watch.failures() == 0) {
            LOGGER.warnf(
                    "the tools of a server could not be listed, it is asked again: server=%s, %s",
                    watch.server().name(), problem);
        }
        watch.failed(clock.instant(), problem, jitter());
    }

    /** From 0 to 1. */
    private double jitter() {
        return (ids.uuid().getLeastSignificantBits() & 0xFFFF) / (double) 0xFFFF;
    }
}
