package dev.countersign.registry.file;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.registry.GatewaySettings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The {@code hold} block, and the budgets of agents and servers that win over it. */
@Startup
@Singleton
class ConfiguredHolds implements GatewaySettings {

    /** Below the retention of the Kafka topics, which is 40 days. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final String AUTO = "AUTO";

    private final Duration expiresAfter;
    private final Optional<Duration> budget;
    private final Map<AgentName, Optional<Duration>> ofAgents = new HashMap<>();
    private final Map<ServerName, Optional<Duration>> ofServers = new HashMap<>();
    private final String publicUrl;

    ConfiguredHolds(
            CountersignConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        expiresAfter = config.hold().expiresAfter();
        if (expiresAfter.compareTo(Duration.ofSeconds(1)) < 0 || expiresAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("countersign.hold.expires-after must be between PT1S and P30D");
        }
        budget = duration("countersign.hold.budget", config.hold().budget());
        config.agents()
                .forEach((name, agent) -> agent.holdBudget()
                        .ifPresent(b -> ofAgents.put(
                                new AgentName(name), duration("countersign.agents." + name + ".hold-budget", b))));
        config.servers()
                .forEach((name, server) -> server.holdBudget()
                        .ifPresent(b -> ofServers.put(
                                new ServerName(name), duration("countersign.servers." + name + ".hold-budget", b))));
        publicUrl = config.publicUrl()
                .map(url -> url.toString().replaceFirst("/+$", ""))
                .orElse("http://" + host + ":" + port);
    }

    private static Optional<Duration> duration(String key, String text) {
        if (text.equals(AUTO)) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ofSeconds(1)) >= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeParseException notADuration) {
            throw new IllegalArgumentException(key + " must be AUTO or a duration like PT50S", notADuration);
        }
        throw new IllegalArgumentException(key + " must be at least PT1S");
    }

    @Override
    public Duration expiresAfter() {
        return expiresAfter;
    }

    @Override
    public Optional<Duration> budget(AgentName agent, ServerName server) {
        return ofAgents.getOrDefault(agent, ofServers.getOrDefault(server, budget));
    }

    @Override
    public String publicUrl() {
        return publicUrl;
    }
}
