package dev.countersign.gateway.budget;

import dev.countersign.gateway.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long clients were seen to wait (protocol design, section 8). In memory, shared with the other nodes through the store; what is
 * learned here counts here at once.
 */
@Singleton
public final class LearnedPatience {

    private static final Duration TEACHES = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofSeconds(4);
    private static final long PERCENT = 90;

    /** Two closes in a row within this part of the first are no accident. */
    private static final double ALIKE = 0.05;

    private static final int MOST_CLOSES = 10_000;

    private final PatienceStore store;
    private final Map<PatienceKey, Duration> shortest = new ConcurrentHashMap<>();
    private final Map<PatienceKey, Duration> closes = new LinkedHashMap<>();

    public LearnedPatience(PatienceStore store) {
        this.store = store;
    }

    /** Safely below the shortest wait that was seen; empty when none was. Never blocks. */
    Optional<Duration> budget(Caller caller) {
        return Optional.ofNullable(shortest.get(PatienceKey.of(caller)))
                .map(gap -> gap.multipliedBy(PERCENT).dividedBy(100))
                .map(budget -> budget.compareTo(LEAST) < 0 ? LEAST : budget);
    }

    /** The client said that its timer ran out after this time. Blocking. */
    void gaveUp(Caller caller, Duration gap) {
        if (gap.compareTo(TEACHES) >= 0) {
            PatienceKey key = PatienceKey.of(caller);
            shortest.merge(key, gap, LearnedPatience::shorter);
            store.seen(key, gap);
        }
    }

    /** The client closed the connection after this time, which says nothing the first time. Blocking. */
    void closed(Caller caller, Duration gap) {
        if (gap.compareTo(TEACHES) < 0) {
            return;
        }
        Optional<Duration> before = lastClose(PatienceKey.of(caller), gap);
        double allowed = before.map(Duration::toMillis).orElse(0L) * ALIKE;
        if (before.isPresent() && Math.abs(gap.minus(before.get()).toMillis()) <= allowed) {
            gaveUp(caller, shorter(gap, before.get()));
        }
    }

    private Optional<Duration> lastClose(PatienceKey key, Duration gap) {
        synchronized (closes) {
            Optional<Duration> before = Optional.ofNullable(closes.remove(key));
            closes.put(key, gap);
            if (closes.size() > MOST_CLOSES) {
                closes.remove(closes.keySet().iterator().next());
            }
            return before;
        }
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) <= 0 ? one : two;
    }

    /** Takes over what all nodes know; what has been forgotten there is forgotten here. */
    public void replace(Map<PatienceKey, Duration> known) {
        shortest.keySet().retainAll(known.keySet());
        shortest.putAll(known);
    }
}
