package dev.countersign.gateway.downstream;

import dev.countersign.gateway.HoldDrain;
import dev.countersign.gateway.downstream.bound.Connections;
import dev.countersign.gateway.downstream.bound.Loads;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * SIGTERM: new requests are turned away, connections end with their answers, held calls are told and let go, streams end, and answers that servers still owe are waited for.
 */
@Singleton
public final class Drain {

    private static final Logger LOGGER = Logger.getLogger(Drain.class);
    private static final long ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long HELD_SECONDS = 5;
    private static final long STEP_MILLIS = 20;

    private final HoldDrain holds;
    private final Loads loads;
    private final Connections connections;
    private final Set<Runnable> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    Drain(HoldDrain holds, Loads loads, Connections connections) {
        this.holds = holds;
        this.loads = loads;
        this.connections = connections;
    }

    boolean isDraining() {
        return draining;
    }

    /** A request came: at a drain its connection is taken leave of. */
    void carries(RoutingContext routing) {
        connections.carries(routing);
    }

    /** A request is answered, or gone. */
    void over(AgentRequest request) {
        connections.over(request.http());
    }

    /** A stream that stays open for long: counted, and ended by a drain. */
    void longStream(AgentRequest request) {
        request.longLived();
        loads.held();
        loads.streamOpened();
        Runnable forget = atDrain(() -> request.loop().runOnContext(on -> request.hangUp()));
        request.whenOver(() -> {
            forget.run();
            loads.streamClosed();
        });
    }

    /**
     * Has something done at a drain.
     *
     * @return takes it back
     */
    public Runnable atDrain(Runnable end) {
        streams.add(end);
        if (draining) {
            end.run();
        }
        return () -> streams.remove(end);
    }

    /** While connections are still open: at the ShutdownEvent proper, Quarkus has closed its HTTP server already. */
    void stop(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
        draining = true;
        connections.leave();
        try {
            holds.drain().toCompletableFuture().get(HELD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.warn("not every held call could be told that the node stops; they stay pending", e);
        }
        List.copyOf(streams).forEach(Runnable::run);
        long end = System.nanoTime() + ANSWERS_NANOS;
        while (loads.unheld() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }
}
