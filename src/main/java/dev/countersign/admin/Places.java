package dev.countersign.admin;

import dev.countersign.catalogue.listing.Listings;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Servers and grants by the names that people write. */
@ApplicationScoped
public class Places {

    private final Registry registry;
    private final PolicyDesk policies;
    private final ServerDesk desk;
    private final Listings listings;

    Places(Registry registry, PolicyDesk policies, ServerDesk desk, Listings listings) {
        this.listings = listings;
        this.registry = registry;
        this.policies = policies;
        this.desk = desk;
    }

    /**
     * The place of a policy.
     *
     * @param server name of a server
     * @param agent name of an agent with a grant on it; empty: the server's own policy
     * @return empty when there is no such server or grant
     */
    public Optional<PolicyPlace> find(String server, Optional<String> agent) {
        Optional<Server> known = registry.servers().stream()
                .filter(s -> s.name().value().equals(server))
                .findFirst();
        return agent.isEmpty()
                ? known.map(s -> PolicyPlace.of(s.name()))
                : known.flatMap(s -> registry.agents().stream()
                        .filter(a -> a.name().value().equals(agent.get()) && a.mayUse(s.name()))
                        .findFirst()
                        .map(a -> PolicyPlace.of(s.name(), a.name())));
    }

    /** All servers by name. */
    public List<ServerSummary> servers() {
        return registry.servers().stream()
                .sorted(Comparator.comparing(Server::name))
                .map(this::summary)
                .toList();
    }

    /** One server. */
    public Optional<ServerSummary> server(PolicyPlace place) {
        return registry.server(place.server()).map(this::summary);
    }

    private ServerSummary summary(Server server) {
        ServerDesk.Counts counts = desk.counts(server.name());
        return new ServerSummary(
                server.name().value(),
                server.transport() instanceof Server.Http ? "http" : "stdio",
                state(PolicyPlace.of(server.name())),
                counts.tools(),
                counts.changed(),
                listings.of(server.name()),
                registry.agents().stream()
                        .filter(agent -> agent.mayUse(server.name()))
                        .map(Agent::name)
                        .map(Object::toString)
                        .sorted()
                        .toList());
    }

    /** What is in force at a place that was found. */
    public PolicyState state(PolicyPlace place) {
        return policies.state(place)
                .orElseThrow(() -> new IllegalStateException("a server or grant of the registry has no policy state"));
    }
}
