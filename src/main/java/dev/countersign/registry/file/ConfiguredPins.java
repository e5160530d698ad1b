package dev.countersign.registry.file;

import dev.countersign.call.ServerName;
import dev.countersign.catalogue.pin.PinRule;
import dev.countersign.catalogue.pin.PinRules;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** {@code countersign.servers.NAME.pin}. */
@Singleton
class ConfiguredPins implements PinRules {

    private final Map<ServerName, PinRule> rules = new HashMap<>();

    ConfiguredPins(CountersignConfig config) {
        config.servers()
                .forEach((name, server) -> rules.put(
                        new ServerName(name),
                        PinRule.of(server.pin())
                                .orElseThrow(() -> new IllegalArgumentException("countersign.servers." + name
                                        + ".pin must be hold, deny or off, got " + server.pin()))));
    }

    @Override
    public PinRule of(ServerName server) {
        return rules.getOrDefault(server, PinRule.HOLD);
    }
}
