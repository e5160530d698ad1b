package dev.countersign.gateway.downstream.answer;

import dev.countersign.call.ServerName;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which modern servers run tasks of their own, as far as an answer to {@code server/discover} has passed this node. */
@Singleton
public final class ServerExtensions {

    private final Map<ServerName, Boolean> tasks = new ConcurrentHashMap<>();

    void seen(ServerName server, boolean runsTasks) {
        tasks.put(server, runsTasks);
    }

    /** Whether the server is known to have no tasks; false while it has not said. */
    public boolean isWithoutTasks(ServerName server) {
        return !tasks.getOrDefault(server, true);
    }
}
