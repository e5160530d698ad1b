package dev.countersign.gateway.upstream.http;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A configuration of one server and nobody to use it. */
record OneServer(Server.Transport transport) implements Registry {

    static final ServerName NAME = new ServerName("only");

    @Override
    public Collection<Server> servers() {
        return List.of(new Server(NAME, transport));
    }

    @Override
    public Collection<Agent> agents() {
        return List.of();
    }

    @Override
    public Optional<Server> server(ServerName name) {
        return servers().stream().filter(server -> server.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Agent> agent(AgentName name) {
        return Optional.empty();
    }

    @Override
    public Optional<Agent> agentByToken(String bearer) {
        return Optional.empty();
    }
}
