package dev.countersign.gateway.gate;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.gateway.ToolLists;
import dev.countersign.policy.Policies;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks every two seconds at what an agent's list of tools depends on, for as long as somebody listens. A look instead of events: what
 * other nodes have changed counts the same, and nothing that changes has to know of listeners.
 */
@Singleton
public class ToolListWatch implements ToolLists.Changes {

    private final Policies policies;
    private final Catalogue catalogue;
    private final Registry registry;
    private final Map<Listener, State> listeners = new ConcurrentHashMap<>();

    ToolListWatch(Policies policies, Catalogue catalogue, Registry registry) {
        this.policies = policies;
        this.catalogue = catalogue;
        this.registry = registry;
    }

    /** One listening; compared by itself, since an agent may listen many times. */
    private static final class Listener {
        private final AgentName agent;
        private final ServerName server;
        private final Runnable changed;

        Listener(AgentName agent, ServerName server, Runnable changed) {
            this.agent = agent;
            this.server = server;
            this.changed = changed;
        }
    }

    private record State(String policyVersion, boolean granted, long changedDefinitions) {}

    @Override
    public Runnable listen(AgentName agent, ServerName server, Runnable changed) {
        Listener listener = new Listener(agent, server, changed);
        listeners.put(listener, state(listener));
        return () -> listeners.remove(listener);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        listeners.forEach((listener, before) -> {
            State now = state(listener);
            if (!now.equals(before) && listeners.replace(listener, before, now)) {
                listener.changed.run();
            }
        });
    }

    private State state(Listener listener) {
        return new State(
                policies.of(listener.agent, listener.server).version(),
                registry.agent(listener.agent)
                        .filter((Agent agent) -> agent.mayUse(listener.server))
                        .isPresent(),
                catalogue.changes(listener.server));
    }
}
