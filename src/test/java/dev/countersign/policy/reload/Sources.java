package dev.countersign.policy.reload;

import dev.countersign.policy.Calls;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.desk.PolicyPlace;
import java.time.Duration;
import java.util.List;

/** Files as a configuration names them; the server {@code bank} and every grant on it are known. */
record Sources(List<Source> sources) implements PolicySources {

    static CompiledPolicies compiler() {
        return Calls.compiler();
    }

    @Override
    public boolean knows(PolicyPlace place) {
        return place.server().value().equals("bank");
    }

    @Override
    public Duration holdExpiresAfter() {
        return Calls.EXPIRY;
    }
}
