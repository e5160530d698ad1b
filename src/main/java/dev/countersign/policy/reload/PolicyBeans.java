package dev.countersign.policy.reload;

import dev.countersign.policy.Policies;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.desk.PolicyArchive;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Loads the policies when the service starts, so that a bad file stops it, and keeps them up to date. */
@Singleton
final class PolicyBeans {

    private static final int FIRST = 500;

    private final LivePolicies live;
    private final FilePolicies files;
    private final PolicyWatch watch;
    private final PolicyDesk desk;

    PolicyBeans(Instance<PolicySources> configured, PolicyArchive archive, InstantSource clock) {
        PolicySources sources = configured.isResolvable() ? configured.get() : new Nothing();
        live = new LivePolicies(CompiledPolicies.expiringAfter(sources.holdExpiresAfter()), clock);
        files = new FilePolicies(sources, live);
        watch = new PolicyWatch(live, files, archive);
        desk = new LiveDesk(sources, live, files, watch, archive);
    }

    @Produces
    @Singleton
    @Startup
    Policies policies() {
        return live;
    }

    @Produces
    @Singleton
    PolicyDesk desk() {
        return desk;
    }

    /** What admins have put in has to be in force before the first call. */
    void begin(@Observes @Priority(FIRST) io.quarkus.runtime.StartupEvent starting) {
        watch.start();
    }

    void end(@Observes ShutdownEvent ending) {
        watch.close();
    }

    /** Without a configuration there is no policy, and without a policy nothing is allowed. */
    private static final class Nothing implements PolicySources {
        @Override
        public List<Source> sources() {
            return List.of();
        }

        @Override
        public boolean knows(PolicyPlace place) {
            return false;
        }

        @Override
        public Duration holdExpiresAfter() {
            return Duration.ofHours(1);
        }
    }
}
