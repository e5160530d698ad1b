package dev.countersign.policy.desk;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import java.util.Optional;

/**
 * What a policy is attached to: a grant, or with no agent the server itself.
 *
 * @param agent whose grant on the server; empty: the server's own policy, for every grant that has none
 */
public record PolicyPlace(ServerName server, Optional<AgentName> agent) {

    /** The server's own policy. */
    public static PolicyPlace of(ServerName server) {
        return new PolicyPlace(server, Optional.empty());
    }

    /** The policy of one grant. */
    public static PolicyPlace of(ServerName server, AgentName agent) {
        return new PolicyPlace(server, Optional.of(agent));
    }

    /** {@code bank}, or {@code bank/bot} for a grant. */
    @Override
    public String toString() {
        return agent.map(name -> server + "/" + name).orElseGet(server::value);
    }
}
