package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls.BeforeFirstByte;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.upstream.Transport;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.registry.Server;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Streamable HTTP. */
@Singleton
final class HttpTransport implements Transport {

    private final Vertx vertx;
    private final HttpClients clients;
    private final UpstreamSessions sessions;

    HttpTransport(Vertx vertx, HttpClients clients, UpstreamSessions sessions) {
        this.vertx = vertx;
        this.clients = clients;
        this.sessions = sessions;
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
    public CompletionStage<ServerAnswer> release(
            Server server,
            Dispatch dispatch,
            Consumer<RawMessage> relay,
            BeforeFirstByte beforeFirstByte,
            Runnable sent) {
        HttpTarget target = target(server);
        HttpRelease release = new HttpRelease(vertx, dispatch, relay, beforeFirstByte, sent);
        vertx.runOnContext(on -> sessions.ready(target, dispatch)
                .onComplete(upstreamId -> release.send(clients.fresh(), target, upstreamId.result())));
        return release.answer();
    }

    private static HttpTarget target(Server server) {
        if (server.transport() instanceof Server.Http http) {
            return HttpTarget.of(http);
        }
        throw new IllegalArgumentException("the server " + server.name() + " is not reached over HTTP");
    }
}
