package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.IdSource;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.Sending;
import dev.countersign.gateway.upstream.Transport;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.registry.Server;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Child processes that speak over their standard input and output. */
@Singleton
final class StdioTransport implements Transport {

    /** From closing the input to SIGTERM, and again to SIGKILL. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a program may take to say whether it speaks the modern era. */
    private static final Duration DISCOVERY = Duration.ofSeconds(5);

    private static final long SWEEP_MILLIS = 60_000;

    /** A program may be older than its session by what its {@code initialize} takes. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** A program that the modern exchanges of an agent share is ended after so long without one. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Sessions sessions;
    private final IdSource ids;
    private final Map<ServerName, Programs> programs = new ConcurrentHashMap<>();

    StdioTransport(Vertx vertx, Sessions sessions, IdSource ids) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.ids = ids;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(SWEEP_MILLIS, turn -> sweep(GRACE, IDLE));
    }

    @Override
    public boolean serves(Server server) {
        return server.transport() instanceof Server.Stdio;
    }

    @Override
    public Upstream connect(Server server) {
        Programs of = programs(server);
        return new StdioUpstream(vertx, of.processes, of.shared, ids);
    }

    @Override
    public void release(Server server, Sending sending) {
        Programs of = programs(server);
        new StdioRelease(vertx, of.processes, sessions, ids, sending).send(of.shared);
    }

    /** After the drain: nothing that was started here outlives the node. */
    void stop(@Observes @Priority(ShutdownOrder.AFTER_DRAIN) ShutdownEvent stopping) {
        programs.values().parallelStream().forEach(running -> running.processes.endAll());
    }

    /** Ends the programs of sessions that ended by idleness, by another node or with their grant, and shared ones without use. */
    void sweep(Duration grace, Duration idle) {
        programs.values().forEach(of -> {
            of.processes.endIdle(idle);
            of.processes
                    .sessions(grace)
                    .forEach(id -> sessions.isOpen(id).thenAccept(open -> {
                        if (!open) {
                            of.processes.end(id);
                        }
                    }));
        });
    }

    private Programs programs(Server server) {
        return programs.compute(server.name(), (name, known) -> {
            if (known != null && known.server.equals(server)) {
                return known;
            }
            if (known != null) {
                known.processes.endSoon();
            }
            StdioProcesses processes = new StdioProcesses(name, program(server), PATIENCE);
            return new Programs(server, processes, new SharedPrograms(vertx, processes, ids, DISCOVERY));
        });
    }

    private static Server.Stdio program(Server server) {
        if (server.transport() instanceof Server.Stdio stdio) {
            return stdio;
        }
        throw new IllegalArgumentException("the server " + server.name() + " is no program");
    }

    private record Programs(Server server, StdioProcesses processes, SharedPrograms shared) {}

    /** Where the programs' end stands among what happens at a shutdown. */
    private static final class ShutdownOrder {
        static final int AFTER_DRAIN = 100;
    }
}
