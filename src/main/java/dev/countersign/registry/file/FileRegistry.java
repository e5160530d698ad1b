package dev.countersign.registry.file;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Servers, agents and grants of the configuration. Immutable; tokens are found by their hash and compared in constant time. */
@Startup
@Typed(FileRegistry.class)
@Singleton
public class FileRegistry implements Registry {

    private final Map<ServerName, Server> servers = new HashMap<>();
    private final Map<AgentName, Agent> agents = new HashMap<>();
    private final Map<String, Agent> agentsByHash = new HashMap<>();

    FileRegistry(CountersignConfig config) {
        config.servers().forEach((name, server) -> servers.put(new ServerName(name), server(name, server)));
        config.agents().forEach(this::add);
    }

    private static Server server(String name, CountersignConfig.ServerConfig config) {
        String place = "countersign.servers." + name;
        if (config.url().isPresent() == config.command().isPresent()) {
            throw new IllegalArgumentException(place + " needs either url or command");
        }
        Server.Transport transport;
        if (config.url().isPresent()) {
            String scheme = String.valueOf(config.url().get().getScheme());
            if (!Set.of("http", "https").contains(scheme)) {
                throw new IllegalArgumentException(place + ".url must begin with http:// or https://");
            }
            transport = new Server.Http(config.url().get(), config.headers());
        } else {
            transport = new Server.Stdio(config.command().get(), config.env());
        }
        return new Server(new ServerName(name), transport);
    }

    private void add(String name, CountersignConfig.AgentConfig config) {
        String place = "countersign.agents." + name;
        Set<ServerName> grants = config.grants().entrySet().stream()
                .filter(e -> e.getValue().enabled())
                .map(e -> new ServerName(e.getKey()))
                .collect(Collectors.toSet());
        grants.stream().filter(g -> !servers.containsKey(g)).findAny().ifPresent(unknown -> {
            throw new IllegalArgumentException(
                    place + ".grants names " + unknown + ", which countersign.servers has not");
        });
        Agent agent = new Agent(new AgentName(name), new PersonName(config.owner()), grants);
        agents.put(agent.name(), agent);
        String hash = Tokens.hash(place, config.token(), config.tokenSha256())
                .orElseThrow(() -> new IllegalArgumentException(place + " needs token or token-sha256"));
        if (agentsByHash.putIfAbsent(hash, agent) != null) {
            throw new IllegalArgumentException(place + " has the token of another agent");
        }
    }

    @Override
    public Collection<Server> servers() {
        return servers.values();
    }

    @Override
    public Collection<Agent> agents() {
        return agents.values();
    }

    @Override
    public Optional<Server> server(ServerName name) {
        return Optional.ofNullable(servers.get(name));
    }

    @Override
    public Optional<Agent> agent(AgentName name) {
        return Optional.ofNullable(agents.get(name));
    }

    @Override
    public Optional<Agent> agentByToken(String bearer) {
        // found by the hash of the token, so that the time of the look-up tells nothing about the token itself
        return Optional.ofNullable(agentsByHash.get(Tokens.sha256(bearer)));
    }
}
