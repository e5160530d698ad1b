package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.ServerName;
import dev.countersign.registry.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * The programs that run on this node, one for each session, and how often they failed to start. A session whose program is not here
 * (another node, a restart) has none.
 */
final class StdioProcesses {

    private static final Logger LOGGER = Logger.getLogger(StdioProcesses.class);

    /** A program that ends within this time has failed to start. */
    private static final long EARLY = Duration.ofSeconds(10).toNanos();

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int FAILURES = 5;

    private final ServerName server;
    private final Server.Stdio program;
    private final Duration patience;
    private final ConcurrentMap<String, StdioSession> running = new ConcurrentHashMap<>();
    private final Deque<Long> failures = new ArrayDeque<>();

    StdioProcesses(ServerName server, Server.Stdio program, Duration patience) {
        this.server = server;
        this.program = program;
        this.patience = patience;
    }

    Optional<StdioSession> of(String session) {
        return Optional.ofNullable(running.get(session)).filter(StdioSession::isAlive);
    }

    /** Whether the program failed to start too often within the last minute. */
    boolean isBroken() {
        synchronized (failures) {
            long now = System.nanoTime();
            failures.removeIf(at -> now - at > WINDOW);
            return failures.size() >= FAILURES;
        }
    }

    /**
     * Starts a program for the session. Blocks as long as the system takes to start one.
     *
     * @throws IOException when it cannot be started
     */
    StdioSession start(String session) throws IOException {
        long started = System.nanoTime();
        StdioSession fresh = new StdioSession(server, () -> ended(session, started));
        try {
            ProcessGroup group = ProcessGroup.start(program.command(), program.env());
            running.put(session, fresh);
            fresh.serve(StdioProcess.serve(server, group, fresh, patience));
            LOGGER.debugf("started the program: server=%s", server);
            return fresh;
        } catch (IOException e) {
            failed();
            throw e;
        }
    }

    /** The session is over: ends its program. */
    void end(String session) {
        StdioSession over = running.remove(session);
        if (over != null) {
            over.end();
        }
    }

    /** Ends all programs, each as patiently as at the end of its session. */
    void endSoon() {
        List.copyOf(running.keySet()).forEach(this::end);
    }

    /** Ends all programs and waits until they are gone. */
    void endAll() {
        List.copyOf(running.values()).parallelStream().forEach(StdioSession::endNow);
        running.clear();
    }

    private void ended(String session, long started) {
        StdioSession deliberate = running.remove(session);
        if (deliberate != null && System.nanoTime() - started < EARLY) {
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
