package dev.countersign.policy.reload;

import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.Policies;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Loads the policies when the service starts, so that a bad file stops it. */
@Singleton
final class PolicyBeans {

    /** Without a configuration there is no policy, and without a policy nothing is allowed. */
    @Produces
    @Singleton
    @Startup
    Policies policies(Instance<PolicySources> sources) {
        return sources.isResolvable() ? new FilePolicies(sources.get()) : (agent, server) -> new NoPolicy();
    }
}
