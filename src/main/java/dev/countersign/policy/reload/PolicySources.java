package dev.countersign.policy.reload;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which files hold policies, for whom. A bean that reads the configuration implements it. */
public interface PolicySources {

    /**
     * One policy file.
     *
     * @param server whose calls it judges
     * @param agent the grant that names it; empty: the server's own, for every grant that names none
     */
    record Source(ServerName server, Optional<AgentName> agent, Path file) {}

    /** All files that the configuration names. */
    List<Source> sources();

    /** {@code hold.expires-after}: how long a call is held whose rule does not say. */
    Duration holdExpiresAfter();
}
