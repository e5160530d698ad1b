package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import dev.countersign.registry.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * The programs that run on this node, one for each session and for each agent of the modern era, and how often they failed to start. A
 * session whose program is not here (another node, a restart) has none.
 */
final class StdioProcesses {

    private static final Logger LOGGER = Logger.getLogger(StdioProcesses.class);

    static final UpstreamFailure BROKEN =
            new UpstreamFailure(Kind.BUSY, "the program failed to start too often, try again in a minute");

    /** A program that ends within this time has failed to start. */
    private static final long EARLY = Duration.ofSeconds(10).toNanos();

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int FAILURES = 5;

    /** What the keys of programs start with that belong to no session; session ids have no blank. */
    private static final String SHARED = "agent ";

    private static final String ASIDE = "aside ";

    private final ServerName server;
    private final Server.Stdio program;
    private final Duration patience;
    private final ConcurrentMap<String, Running> running = new ConcurrentHashMap<>();
    private final Deque<Long> failures = new ArrayDeque<>();

    private record Running(StdioSession session, long since) {

        private boolean isOlderThan(Duration age) {
            return System.nanoTime() - since >= age.toNanos();
        }
    }

    StdioProcesses(ServerName server, Server.Stdio program, Duration patience) {
        this.server = server;
        this.program = program;
        this.patience = patience;
    }

    /** The key of the program that this agent's exchanges of the modern era share. */
    static String shared(AgentName agent) {
        return SHARED + agent.value();
    }

    /** The key of a program for one purpose, ended by whoever started it. */
    static String aside(IdSource ids) {
        return ASIDE + ids.uuid();
    }

    /** The program under this key: a session id of ours, or one of the above. */
    Optional<StdioSession> of(String key) {
        return Optional.ofNullable(running.get(key)).map(Running::session).filter(StdioSession::isAlive);
    }

    /** The sessions whose programs run here for at least so long. */
    List<String> sessions(Duration age) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().indexOf(' ') < 0)
                .filter(entry -> entry.getValue().isOlderThan(age))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Ends the shared programs that nobody has used for so long. */
    void endIdle(Duration idle) {
        running.forEach((key, program) -> {
            if (key.startsWith(SHARED) && program.session().isIdle(idle.toNanos())) {
                end(key);
            }
        });
    }

    /** Whether the program failed to start too often within the last minute. */
    boolean isBroken() {
        synchronized (failures) {
            long now = System.nanoTime();
            failures.removeIf(at -> now - at > WINDOW);
            return failures.size() >= FAILURES;
        }
    }

    /** As {@link #start}, but only one at a time under a key. */
    synchronized StdioSession startUnlessRunning(String key) throws IOException {
        Optional<StdioSession> known = of(key);
        return known.isPresent() ? known.get() : start(key, true);
    }

    /**
     * Starts a program. Blocks as long as the system takes to start one.
     *
     * @param shared see {@link StdioSession}
     * @throws IOException when it cannot be started
     */
    StdioSession start(String key, boolean shared) throws IOException {
        long started = System.nanoTime();
        StdioSession fresh = new StdioSession(server, shared, () -> ended(key, started));
        try {
            ProcessGroup group = ProcessGroup.start(program.command(), program.env());
            running.put(key, new Running(fresh, started));
            fresh.serve(StdioProcess.serve(server, group, fresh, patience));
            LOGGER.debugf("started the program: server=%s", server);
            return fresh;
        } catch (IOException e) {
            failed();
            throw e;
        }
    }

    /** What it was for is over: ends the program. */
    void end(String key) {
        Running over = running.remove(key);
        if (over != null) {
            over.session().end();
        }
    }

    /** Ends all programs, each as patiently as at the end of its session. */
    void endSoon() {
        List.copyOf(running.keySet()).forEach(this::end);
    }

    /** Ends all programs and waits until they are gone. */
    void endAll() {
        List.copyOf(running.values()).parallelStream()
                .forEach(program -> program.session().endNow());
        running.clear();
    }

    private void ended(String key, long started) {
        Running own = running.get(key);
        if (own != null && own.since() == started && running.remove(key, own) && System.nanoTime() - started < EARLY) {
            failed();
        }
    }

    private void failed() {
        synchronized (failures) {
            failures.addLast(System.nanoTime());
        }
        LOGGER.warnf("the program failed to start or ended at once: server=%s", server);
    }
}
