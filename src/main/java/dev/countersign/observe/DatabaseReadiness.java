package dev.countersign.observe;

import dev.countersign.approval.view.DatabasePulse;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while PostgreSQL is away: no gated call could go through. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {
    private final DatabasePulse pulse;

    DatabaseReadiness(DatabasePulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("postgresql").status(pulse.beats()).build();
    }
}
