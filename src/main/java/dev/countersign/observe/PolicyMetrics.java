package dev.countersign.observe;

import dev.countersign.call.AgentName;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyListener;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Whether policies are stale, and how often they were loaded again. */
@Singleton
final class PolicyMetrics {

    private static final String OK = "ok";
    private static final String REFUSED = "refused";

    void register(@Observes StartupEvent start, MeterRegistry metrics, PolicyDesk desk) {
        desk.states().forEach(state -> {
            gauge(metrics, desk, state.place());
            // so that an alert sees the first one as an increase
            reloads(metrics, state.place(), OK);
            reloads(metrics, state.place(), REFUSED);
        });
        desk.listen(new PolicyListener() {
            @Override
            public void loaded(PolicyPlace place, String version) {
                count(place, OK);
            }

            @Override
            public void refused(PolicyPlace place) {
                count(place, REFUSED);
            }

            private void count(PolicyPlace place, String result) {
                gauge(metrics, desk, place);
                reloads(metrics, place, result).increment();
            }
        });
    }

    private static Counter reloads(MeterRegistry metrics, PolicyPlace place, String result) {
        return metrics.counter("countersign.policy.reloads", tags(place).and("result", result));
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
