package dev.countersign.inbox;

import dev.countersign.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.stream.Stream;

/** What an empty inbox teaches: how a client gets here. The agent's token stands in the configuration, and never on a page. */
@ApplicationScoped
class FirstRun {

    private final Registry registry;

    FirstRun(Registry registry) {
        this.registry = registry;
    }

    /** The first server by name, or a word in its place. */
    String server() {
        return registry.servers().stream()
                .map(server -> server.name().value())
                .sorted()
                .findFirst()
                .orElse("SERVER");
    }

    /** What most clients take as their configuration. */
    String snippet(URI base) {
        return Stream.of(
                        "{\"mcpServers\": {\"" + server() + "\": {",
                        "  \"type\": \"http\",",
                        "  \"url\": \"" + base.resolve("/mcp/" + server()) + "\",",
                        "  \"headers\": {\"Authorization\": \"Bearer THE-AGENT'S-TOKEN\"}",
                        "}}}")
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
