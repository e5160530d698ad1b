package dev.countersign.registry.file;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.policy.reload.PolicySources;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which policy files the configuration names. */
@Singleton
class ConfiguredPolicies implements PolicySources {

    private final CountersignConfig config;

    ConfiguredPolicies(CountersignConfig config) {
        this.config = config;
    }

    @Override
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        config.servers()
                .forEach((name, server) -> server.policy()
                        .ifPresent(file ->
                                sources.add(new Source(new ServerName(name), Optional.empty(), Path.of(file)))));
        config.agents()
                .forEach((name, agent) -> agent.grants()
                        .forEach((server, grant) -> grant.policy()
                                .ifPresent(file -> sources.add(new Source(
                                        new ServerName(server), Optional.of(new AgentName(name)), Path.of(file))))));
        return sources;
    }

    @Override
    public Duration holdExpiresAfter() {
        return config.hold().expiresAfter();
    }
}
