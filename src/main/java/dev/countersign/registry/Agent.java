package dev.countersign.registry;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import java.util.Set;

/**
 * An agent.
 *
 * @param owner the person whose agent it is: never an approver of its calls
 * @param grants the servers it may use
 */
public record Agent(AgentName name, PersonName owner, Set<ServerName> grants) {
    public Agent {
        grants = Set.copyOf(grants);
    }

    public boolean mayUse(ServerName server) {
        return grants.contains(server);
    }
}
