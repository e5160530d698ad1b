package dev.countersign.registry.file;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.reload.PolicySources;
import dev.countersign.registry.Registry;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which policy files the configuration names. */
@Singleton
class ConfiguredPolicies implements PolicySources {

    private final CountersignConfig config;
    private final Registry registry;

    ConfiguredPolicies(CountersignConfig config, Registry registry) {
        this.config = config;
        this.registry = registry;
    }

    @Override
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        config.servers()
                .forEach((name, server) -> server.policy()
                        .ifPresent(
                                file -> sources.add(new Source(PolicyPlace.of(new ServerName(name)), Path.of(file)))));
        config.agents()
                .forEach((name, agent) -> agent.grants()
                        .forEach((server, grant) -> grant.policy()
                                .ifPresent(file -> sources.add(new Source(
                                        PolicyPlace.of(new ServerName(server), new AgentName(name)), Path.of(file))))));
        return sources;
    }

    @Override
    public boolean knows(PolicyPlace place) {
        String server = place.server().value();
        return config.servers().containsKey(server)
                && place.agent()
                        .map(agent -> config.agents().get(agent.value()))
                        .map(agent -> agent.grants().containsKey(server))
                        .orElseGet(() -> place.agent().isEmpty() || managed(place));
    }

    /** Whether admins manage the agent, and it may use the server now. */
    private boolean managed(PolicyPlace place) {
        return place.agent()
                .flatMap(registry::agent)
                .filter(agent -> agent.mayUse(place.server()))
                .isPresent();
    }

    @Override
    public Duration holdExpiresAfter() {
        return config.hold().expiresAfter();
    }
}
