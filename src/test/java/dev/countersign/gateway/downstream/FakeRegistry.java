package dev.countersign.gateway.downstream;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Two agents, and the servers that tests add; every agent may use all but those whose name starts with "closed". */
@Alternative
@Singleton
public class FakeRegistry implements Registry {

    static final String BOT = "bot-token-0123456789";
    static final String OTHER = "other-token-0123456789";

    private final Map<ServerName, Server> servers = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = Map.of(BOT, "bot", OTHER, "other");

    void add(String name, Server.Transport transport) {
        servers.put(new ServerName(name), new Server(new ServerName(name), transport));
    }

    @Override
    public Collection<Server> servers() {
        return servers.values();
    }

    @Override
    public Collection<Agent> agents() {
        return tokens.values().stream().map(this::agent).toList();
    }

    @Override
    public Optional<Server> server(ServerName name) {
        return Optional.ofNullable(servers.get(name));
    }

    @Override
    public Optional<Agent> agent(AgentName name) {
        return tokens.containsValue(name.value()) ? Optional.of(agent(name.value())) : Optional.empty();
    }

    @Override
    public Optional<Agent> agentByToken(String bearer) {
        return Optional.ofNullable(tokens.get(bearer)).map(this::agent);
    }

    private Agent agent(String name) {
        Set<ServerName> grants = Set.copyOf(servers.keySet().stream()
                .filter(server -> !server.value().startsWith("closed"))
                .toList());
        return new Agent(new AgentName(name), new PersonName("alice"), grants);
    }
}
