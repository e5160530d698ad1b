package dev.countersign.registry;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import java.time.Duration;
import java.util.Optional;

/** What the configuration says of holding. */
public interface GatewaySettings {

    /** How long a call is held whose rule does not say. */
    Duration expiresAfter();

    /** How long one exchange is held at most, as configured for the agent, the server or all; empty: AUTO. */
    Optional<Duration> budget(AgentName agent, ServerName server);

    /** How people reach this deployment, without a trailing slash. */
    String publicUrl();
}
