package dev.countersign.observe;

import dev.countersign.approval.OpenCalls;
import dev.countersign.approval.OpenCalls.Tally;
import dev.countersign.approval.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * What waits in the database, the same on every node: counted every five seconds, because a scrape must not wait for PostgreSQL. While it
 * cannot be counted the gauges say NaN, not the figure of old.
 */
@Singleton
class WaitingMetrics {
    private static final Logger LOGGER = Logger.getLogger(WaitingMetrics.class);
    private static final List<Status> OPEN = List.of(Status.PARKING, Status.PENDING, Status.APPROVED, Status.RELEASING);

    private final OpenCalls calls;
    private volatile Optional<Tally> last = Optional.empty();

    WaitingMetrics(OpenCalls calls, MeterRegistry metrics) {
        this.calls = calls;
        for (Status status : OPEN) {
            Gauge.builder("countersign.approvals", () -> figure(t -> t.open().getOrDefault(status, 0L)))
                    .description("open approvals by state, over all nodes")
                    .tag("state", status.word())
                    .register(metrics);
        }
        Gauge.builder("countersign.unknown.outcomes", () -> figure(Tally::unresolved))
                .description("calls whose outcome is unknown and about which nobody noted a finding, over all nodes")
                .register(metrics);
        Gauge.builder("countersign.outbox.unpublished", () -> figure(Tally::unpublished))
                .description("committed records that Kafka has not acknowledged, over all nodes")
                .register(metrics);
    }

    private double figure(ToDoubleFunction<Tally> of) {
        return last.map(of::applyAsDouble).orElse(Double.NaN);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            last = Optional.of(calls.count());
        } catch (RuntimeException away) {
            last = Optional.empty();
            LOGGER.debugf("what waits could not be counted: %s", away.getClass().getSimpleName());
        }
    }
}
