package dev.countersign.gateway.downstream.bound;

import dev.countersign.call.AgentName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is going on at the endpoint: requests in flight per agent, open streams, calls that passed. */
@Singleton
public final class Loads {

    /** Requests in flight per agent (security design, section 17). */
    private static final int PER_AGENT = 20_000;

    private final ConcurrentMap<AgentName, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger unheld = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final Counter forwarded;
    private final Timer added;

    Loads(MeterRegistry metrics) {
        forwarded = Counter.builder("countersign.calls.forwarded")
                .description("tools/call requests that policy allowed and that were forwarded")
                .register(metrics);
        added = Timer.builder("countersign.calls.added")
                .description("time that a forwarded call spent in the gateway")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
        metrics.gauge("countersign.streams.open", streams);
    }

    /** Counts a request in; false, and not counted, when its agent has too many. */
    public boolean enter(AgentName agent) {
        AtomicInteger count = inFlight.computeIfAbsent(agent, first -> new AtomicInteger());
        if (count.incrementAndGet() > PER_AGENT) {
            count.decrementAndGet();
            return false;
        }
        unheld.incrementAndGet();
        return true;
    }

    /** Counts a request out.
     *
     * @param held whether it was one of those that stay open for long
     */
    public void leave(AgentName agent, boolean held) {
        AtomicInteger count = inFlight.get(agent);
        if (count != null) {
            count.decrementAndGet();
        }
        if (!held) {
            unheld.decrementAndGet();
        }
    }

    /** It is held from now on: a drain does not wait for it. */
    public void held() {
        unheld.decrementAndGet();
    }

    /** Requests whose answers a drain waits for. */
    public int unheld() {
        return unheld.get();
    }

    /** A stream that stays open: GET, or held. */
    public void streamOpened() {
        streams.incrementAndGet();
    }

    public void streamClosed() {
        streams.decrementAndGet();
    }

    /** A forwarded call was answered. */
    public void forwarded(long addedNanos) {
        forwarded.increment();
        added.record(addedNanos, TimeUnit.NANOSECONDS);
    }
}
