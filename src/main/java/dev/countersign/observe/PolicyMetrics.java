package dev.countersign.observe;

import dev.countersign.call.AgentName;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyListener;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Whether policies are stale, and how often they were loaded again. */
@Singleton
final class PolicyMetrics {

    void register(@Observes StartupEvent start, MeterRegistry metrics, PolicyDesk desk) {
        desk.states().forEach(state -> gauge(metrics, desk, state.place()));
        desk.listen(new PolicyListener() {
            @Override
            public void loaded(PolicyPlace place, String version) {
                count(place, "ok");
            }

            @Override
            public void refused(PolicyPlace place) {
                count(place, "refused");
            }

            private void count(PolicyPlace place, String result) {
                gauge(metrics, desk, place);
                metrics.counter("countersign.policy.reloads", tags(place).and("result", result))
                        .increment();
            }
        });
    }

    private static void gauge(MeterRegistry metrics, PolicyDesk desk, PolicyPlace place) {
        Gauge.builder(
                        "countersign.policy.stale",
                        desk,
                        d -> d.state(place).filter(PolicyState::stale).isPresent() ? 1 : 0)
                .description("1 where a newer policy was refused and the old one judges on")
                .tags(tags(place))
                .register(metrics);
    }

    private static Tags tags(PolicyPlace place) {
        return Tags.of(
                "server",
                place.server().value(),
                "agent",
                place.agent().map(AgentName::value).orElse(""));
    }
}
