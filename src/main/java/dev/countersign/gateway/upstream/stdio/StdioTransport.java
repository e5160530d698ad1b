package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.ServerName;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.Sending;
import dev.countersign.gateway.upstream.Transport;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.registry.Server;
import io.quarkus.runtime.ShutdownEvent;
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

    private final Vertx vertx;
    private final Sessions sessions;
    private final Map<ServerName, Programs> programs = new ConcurrentHashMap<>();

    StdioTransport(Vertx vertx, Sessions sessions) {
        this.vertx = vertx;
        this.sessions = sessions;
    }

    @Override
    public boolean serves(Server server) {
        return server.transport() instanceof Server.Stdio;
    }

    @Override
    public Upstream connect(Server server) {
        return new StdioUpstream(vertx, processes(server));
    }

    @Override
    public void release(Server server, Sending sending) {
        new StdioRelease(vertx, sending).through(processes(server), sessions);
    }

    /** After the drain: nothing that was started here outlives the node. */
    void stop(@Observes @Priority(ShutdownOrder.AFTER_DRAIN) ShutdownEvent stopping) {
        programs.values().parallelStream().forEach(running -> running.processes.endAll());
    }

    private StdioProcesses processes(Server server) {
        return programs.compute(server.name(), (name, known) -> {
                    if (known != null && known.server.equals(server)) {
                        return known;
                    }
                    if (known != null) {
                        known.processes.endSoon();
                    }
                    return new Programs(server, new StdioProcesses(name, program(server), PATIENCE));
                })
                .processes;
    }

    private static Server.Stdio program(Server server) {
        if (server.transport() instanceof Server.Stdio stdio) {
            return stdio;
        }
        throw new IllegalArgumentException("the server " + server.name() + " is no program");
    }

    private record Programs(Server server, StdioProcesses processes) {}

    /** Where the programs' end stands among what happens at a shutdown. */
    private static final class ShutdownOrder {
        static final int AFTER_DRAIN = 100;
    }
}
