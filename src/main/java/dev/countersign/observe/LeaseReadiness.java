package dev.countersign.observe;

import dev.countersign.approval.Liveness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while other nodes may believe this one dead: what it held or claimed they may have given up. */
@Readiness
@ApplicationScoped
class LeaseReadiness implements HealthCheck {
    private final Liveness life;

    LeaseReadiness(Liveness life) {
        this.life = life;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("lease").status(life.sure()).build();
    }
}
