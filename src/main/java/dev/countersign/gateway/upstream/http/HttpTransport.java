package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.upstream.SecondAnswers;
import dev.countersign.gateway.upstream.Sending;
import dev.countersign.gateway.upstream.Transport;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.registry.Server;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Streamable HTTP. */
@Singleton
final class HttpTransport implements Transport {

    private final Vertx vertx;
    private final HttpClients clients;
    private final UpstreamSessions sessions;
    private final SecondAnswers second;

    HttpTransport(Vertx vertx, HttpClients clients, UpstreamSessions sessions, SecondAnswers second) {
        this.vertx = vertx;
        this.clients = clients;
        this.sessions = sessions;
        this.second = second;
    }

    @Override
    public boolean serves(Server server) {
        return server.transport() instanceof Server.Http;
    }

    @Override
    public Upstream connect(Server server) {
        return new HttpUpstream(target(server), clients);
    }

    @Override
    public void release(Server server, Sending sending) {
        HttpTarget target = target(server);
        vertx.runOnContext(on -> sessions.ready(target, sending.dispatch())
                .onComplete(upstreamId ->
                        new HttpRelease(vertx, clients, target, sending, second, upstreamId.result()).send()));
    }

    static HttpTarget target(Server server) {
        if (server.transport() instanceof Server.Http http) {
            return HttpTarget.of(http);
        }
        throw new IllegalArgumentException("the server " + server.name() + " is not reached over HTTP");
    }
}
