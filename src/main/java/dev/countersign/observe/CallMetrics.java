package dev.countersign.observe;

import dev.countersign.approval.CallMoved;
import dev.countersign.approval.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Counts the moves of held calls, each on the node that made it and only once it is committed. */
@Singleton
final class CallMetrics {
    private static final Set<Status> DECISIONS =
            Set.of(Status.APPROVED, Status.DENIED, Status.EXPIRED, Status.WITHDRAWN, Status.VOIDED);
    private static final Set<Status> OUTCOMES = Set.of(Status.COMPLETED, Status.FAILED, Status.UNKNOWN);
    private static final Set<Status> BY_PEOPLE = Set.of(Status.APPROVED, Status.DENIED);

    private final Counter parked;
    private final Map<Status, Counter> ends = new EnumMap<>(Status.class);
    private final Timer timeToDecide;

    CallMetrics(MeterRegistry metrics) {
        parked = Counter.builder("countersign.parked")
                .description("calls that were parked to be decided by people")
                .register(metrics);
        for (Status status : DECISIONS) {
            ends.put(status, counter(metrics, "countersign.decisions", "what became of parked calls", status));
        }
        for (Status status : OUTCOMES) {
            ends.put(status, counter(metrics, "countersign.outcomes", "what came of released calls", status));
        }
        timeToDecide = Timer.builder("countersign.time.to.decide")
                .description("from the parking of a call to its approval or denial")
                .serviceLevelObjectives(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofHours(4),
                        Duration.ofDays(1))
                .register(metrics);
    }

    private static Counter counter(MeterRegistry metrics, String name, String description, Status outcome) {
        return Counter.builder(name)
                .description(description)
                .tag("outcome", outcome.word())
                .register(metrics);
    }

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) CallMoved move) {
        if (move.from().isEmpty()) {
            parked.increment();
            return;
        }
        Counter counter = ends.get(move.to());
        if (counter != null) {
            counter.increment();
        }
        if (BY_PEOPLE.contains(move.to())) {
            timeToDecide.record(move.age());
        }
    }
}
