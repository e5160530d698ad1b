package dev.countersign.observe;

import dev.countersign.approval.bus.Bus;
import dev.countersign.approval.node.NodeLife;
import dev.countersign.gateway.hold.HeldCalls;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Figures that this node has in memory: reading them costs nothing, so the scrape reads them itself. */
@Singleton
final class NodeMetrics {

    void register(
            @Observes io.quarkus.runtime.StartupEvent start,
            MeterRegistry metrics,
            HeldCalls heldCalls,
            Bus bus,
            NodeLife life) {
        Gauge.builder("countersign.held.calls", heldCalls, HeldCalls::size)
                .description("exchanges that wait for a decision on this node")
                .register(metrics);
        FunctionCounter.builder("countersign.quarantined.records", bus, Bus::quarantined)
                .description("records from Kafka that were forged or could not be understood, and were left alone")
                .register(metrics);
        FunctionCounter.builder("countersign.lease.failures", life, NodeLife::failures)
                .description("renewals of this node's lease that failed")
                .register(metrics);
        Timer release = Timer.builder("countersign.release")
                .description(
                        "from reading a decision from Kafka to the answer told to the waiting agent, the server's time included")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(metrics);
        heldCalls.onTold(release::record);
    }
}
