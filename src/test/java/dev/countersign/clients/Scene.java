package dev.countersign.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A configuration with one agent, whose owner is alice, and bob, who decides. */
final class Scene {
    static final String BOT = "agent-token-of-the-client-tests-0001";
    static final String BOB = "person-token-of-the-client-tests-bob1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Scene() {}

    /** The tree below {@code countersign:} with these servers, all granted. */
    static Map<String, Object> of(Map<String, ?> servers) {
        Map<String, Object> grants =
                servers.keySet().stream().collect(Collectors.toMap(name -> name, name -> Map.of()));
        Map<String, Object> scene = new LinkedHashMap<>();
        scene.put("servers", servers);
        scene.put("agents", Map.of("bot", Map.of("token", BOT, "owner", "alice", "grants", grants)));
        scene.put("people", Map.of("bob", Map.of("token", BOB, "roles", List.of("approver"))));
        scene.put("hold", Map.of("heartbeat", "PT1S"));
        return scene;
    }

    /** Writes a policy that allows by default, hides one tool and holds another. */
    static String policy(Path folder, String server, List<String> hidden, List<String> held) {
        Map<String, Object> hold =
                Map.of("deny_if", List.of(Map.of("conditions", List.of(), "on_deny", "Requires human approval.")));
        Map<String, Object> policy = Map.of(
                "version",
                "1",
                "default",
                "allow",
                "hide",
                hidden,
                "tools",
                held.stream().collect(Collectors.toMap(tool -> tool, tool -> hold)));
        try {
            Path file = folder.resolve(server + "-policy.json");
            return Files.writeString(file, JSON.writeValueAsString(policy)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
