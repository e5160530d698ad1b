package dev.countersign.registry;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import java.util.Collection;
import java.util.Optional;

/** What is configured now: servers, agents, grants. In memory, never blocks. */
public interface Registry {

    Collection<Server> servers();

    Collection<Agent> agents();

    Optional<Server> server(ServerName name);

    Optional<Agent> agent(AgentName name);

    /** Who holds this bearer token; compared in constant time. Empty for an unknown one. */
    Optional<Agent> agentByToken(String bearer);
}
