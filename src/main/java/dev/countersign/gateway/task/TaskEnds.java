package dev.countersign.gateway.task;

import dev.countersign.gateway.RawMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who, on this node, has a connection open for the end of a task. */
@ApplicationScoped
public class TaskEnds {

    private final Map<TaskId, Set<Listener>> listeners = new ConcurrentHashMap<>();

    /** Such a connection. Called from any thread, must not block. */
    public interface Listener {

        /** The task may be over: look at it. */
        void look();

        /** What the server sent before its response. */
        void relay(RawMessage message);
    }

    /**
     * From now on it is told.
     *
     * @return takes it back
     */
    public Runnable listen(TaskId id, Listener listener) {
        listeners.compute(id, (same, before) -> {
            Set<Listener> all = before == null ? ConcurrentHashMap.newKeySet() : before;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(id, (same, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    void wake(TaskId id) {
        of(id).forEach(Listener::look);
    }

    /** One connection only: a message must not be handled twice. */
    void relay(TaskId id, RawMessage message) {
        Optional<Listener> one = of(id).stream().findFirst();
        one.ifPresent(listener -> listener.relay(message));
    }

    Collection<TaskId> waitedFor() {
        return List.copyOf(listeners.keySet());
    }

    private Set<Listener> of(TaskId id) {
        return listeners.getOrDefault(id, Set.of());
    }
}
