package dev.countersign.observe;

import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells where a newer policy was refused. Always up: the old policy judges on. */
@Readiness
@ApplicationScoped
class PolicyReadiness implements HealthCheck {

    private final PolicyDesk desk;

    PolicyReadiness(PolicyDesk desk) {
        this.desk = desk;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("policies").up();
        String stale = desk.states().stream()
                .filter(PolicyState::stale)
                .map(state -> state.place().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        return (stale.isEmpty() ? answer : answer.withData("stale", stale)).build();
    }
}
