package dev.countersign.gateway.upstream;

import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import io.quarkus.arc.All;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** All configured servers, each over its transport; a server whose configuration changes is connected anew. */
@Singleton
public final class Upstreams implements ServerCalls {

    private final Vertx vertx;
    private final Registry registry;
    private final List<Transport> transports;
    private final ConcurrentMap<ServerName, Connected> connected = new ConcurrentHashMap<>();

    /** With every transport there is. */
    Upstreams(Vertx vertx, Registry registry, @All List<Transport> transports) {
        this.vertx = vertx;
        this.registry = registry;
        this.transports = List.copyOf(transports);
    }

    /** The way to this server. */
    public Upstream of(Server server) {
        Connected known = connected.get(server.name());
        if (known != null && known.server.equals(server)) {
            return known.upstream;
        }
        Connected fresh = new Connected(server, transport(server).connect(server));
        connected.put(server.name(), fresh);
        return fresh.upstream;
    }

    @Override
    public CompletionStage<ServerAnswer> send(
            Dispatch dispatch, Consumer<RawMessage> relay, BeforeFirstByte beforeFirstByte, Runnable sent) {
        Optional<Server> server = registry.server(dispatch.server());
        if (server.isEmpty()) {
            return CompletableFuture.completedFuture(new ServerAnswer.NotSent("the server is not configured any more"));
        }
        Sending sending = new Sending(vertx, dispatch, relay, beforeFirstByte, sent);
        transport(server.get()).release(server.get(), sending);
        return sending.answer();
    }

    private Transport transport(Server server) {
        return transports.stream()
                .filter(transport -> transport.serves(server))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no transport serves the server " + server.name()));
    }

    private record Connected(Server server, Upstream upstream) {}
}
