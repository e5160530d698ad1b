package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Keeps sessions with servers alive while calls are held in them: idle sessions are reaped by many servers (protocol design, section 5).
 * One sweep for all sessions of the node; what a server says to a ping counts for nothing.
 */
@Singleton
final class KeepAlive {

    /** How long a session with a held call may be silent. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Sweeps within that time: a ping is late by a quarter of it at most. */
    private static final int SWEEPS = 4;

    private final Vertx vertx;
    private final Registry registry;
    private final Sessions sessions;
    private final UpstreamSessions servers;
    private final Duration silence;

    @Inject
    KeepAlive(Vertx vertx, Registry registry, Sessions sessions, UpstreamSessions servers) {
        this(vertx, registry, sessions, servers, SILENCE);
    }

    /** With another silence. */
    KeepAlive(Vertx vertx, Registry registry, Sessions sessions, UpstreamSessions servers, Duration silence) {
        this.vertx = vertx;
        this.registry = registry;
        this.sessions = sessions;
        this.servers = servers;
        this.silence = silence;
    }

    void start(@Observes StartupEvent started) {
        begin();
    }

    /** From now on, until Vert.x is closed. */
    void begin() {
        vertx.setPeriodic(Math.max(1, silence.toMillis() / SWEEPS), turn -> sweep());
    }

    private void sweep() {
        sessions.holdingInSilence(silence).forEach(this::ping);
    }

    private void ping(McpSession session) {
        session.use();
        if (session.upstreamId().isEmpty()) {
            return;
        }
        registry.server(session.server())
                .filter(server -> server.transport() instanceof Server.Http)
                .ifPresent(server -> servers.ping(HttpTransport.target(server), session));
    }
}
