package dev.countersign.policy.reload;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import dev.countersign.policy.desk.PolicyListener;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyState.Source;
import dev.countersign.policy.desk.PolicyText;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * The policies in force on this node. A call asks once and is judged by what it got; a new policy takes the old one's place at
 * once and whole. Changes come from one thread at a time.
 */
public final class LivePolicies implements Policies {

    private static final Logger LOGGER = Logger.getLogger(LivePolicies.class);
    private static final Policy NONE = new NoPolicy();
    private static final int MOST_LINES = 20;

    private final CompiledPolicies compiler;
    private final InstantSource clock;
    private final Map<PolicyPlace, InForce> policies = new ConcurrentHashMap<>();
    private final List<PolicyListener> listeners = new CopyOnWriteArrayList<>();

    /** Starts without any policy: everything is denied. */
    public LivePolicies(CompiledPolicies compiler, InstantSource clock) {
        this.compiler = compiler;
        this.clock = clock;
    }

    private record InForce(Policy policy, PolicyState state) {}

    @Override
    public Policy of(AgentName agent, ServerName server) {
        InForce own = policies.get(PolicyPlace.of(server, agent));
        if (own != null) {
            return own.policy();
        }
        return of(server);
    }

    @Override
    public Policy of(ServerName server) {
        InForce own = policies.get(PolicyPlace.of(server));
        return own == null ? NONE : own.policy();
    }

    /** What is in force at a place that has a policy of its own. */
    Optional<PolicyState> state(PolicyPlace place) {
        return Optional.ofNullable(policies.get(place)).map(InForce::state);
    }

    /** All of them. */
    List<PolicyState> states() {
        return policies.values().stream().map(InForce::state).toList();
    }

    void listen(PolicyListener listener) {
        listeners.add(listener);
    }

    /**
     * Compiles a text without any effect.
     *
     * @throws PolicyErrorsException with everything that is wrong with it
     */
    Compiled compile(String name, byte[] bytes) throws PolicyErrorsException {
        return compiler.compile(name, bytes);
    }

    /** Puts a policy into force. */
    synchronized void use(PolicyPlace place, Source source, String name, PolicyText text, Compiled compiled) {
        for (PolicyProblem warning : compiled.warnings()) {
            LOGGER.warn(warning.in(name));
        }
        String version = compiled.policy().version();
        PolicyState state = new PolicyState(
                place, version, source, Optional.of(text), Optional.of(clock.instant()), Optional.empty());
        policies.put(place, new InForce(compiled.policy(), state));
        LOGGER.infof("policy of %s: %s (%s)", place, version, source.word());
        listeners.forEach(listener -> listener.loaded(place, version));
    }

    /** Keeps what is in force, and says why: a place that had none goes on denying everything. */
    synchronized void keep(PolicyPlace place, Source source, String name, List<PolicyProblem> problems) {
        for (PolicyProblem problem : problems.subList(0, Math.min(MOST_LINES, problems.size()))) {
            LOGGER.errorf("policy reload refused: %s", problem.at(name));
        }
        InForce old = policies.get(place);
        PolicyState before = old != null
                ? old.state()
                : new PolicyState(
                        place, NoPolicy.VERSION, source, Optional.empty(), Optional.empty(), Optional.empty());
        PolicyState stale = new PolicyState(
                place,
                before.version(),
                before.source(),
                before.text(),
                before.loadedAt(),
                Optional.of(problems.get(0)));
        policies.put(place, new InForce(old == null ? NONE : old.policy(), stale));
        listeners.forEach(listener -> listener.refused(place));
    }
}
