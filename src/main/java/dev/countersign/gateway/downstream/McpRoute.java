package dev.countersign.gateway.downstream;

import dev.countersign.call.ServerName;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.bound.Loads;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * {@code /mcp/{server}}: who comes, where to, and with which verb. Nothing else is registered under this prefix; host and origin were
 * checked before.
 */
@Singleton
final class McpRoute {

    private static final String PREFIX = "/mcp/";

    /** Before Quarkus' own routes; the filters for host and origin come before all routes. */
    private static final int ORDER = -1_000;

    private static final String SCHEME = "Bearer ";
    private static final String CHALLENGE = "Bearer realm=\"countersign\"";

    private final Vertx vertx;
    private final Registry registry;
    private final Loads loads;
    private final Drain drain;
    private final Replies replies;
    private final PostHandler posts;
    private final StreamHandler streams;

    McpRoute(
            Vertx vertx,
            Registry registry,
            Loads loads,
            Drain drain,
            Replies replies,
            PostHandler posts,
            StreamHandler streams) {
        this.vertx = vertx;
        this.registry = registry;
        this.loads = loads;
        this.drain = drain;
        this.replies = replies;
        this.posts = posts;
        this.streams = streams;
    }

    void register(@Observes Router router) {
        router.route(PREFIX + "*").order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest http = routing.request();
        HttpServerResponse out = http.response();
        Optional<Agent> agent = agent(http.headers().getAll("authorization"));
        if (agent.isEmpty()) {
            out.putHeader("www-authenticate", CHALLENGE);
            replies.refuse(out, 401, "a valid agent token is needed: Authorization: Bearer <token>");
            return;
        }
        Optional<Server> server = server(http.path(), agent.get());
        if (server.isEmpty()) {
            replies.refuse(out, 404, "no such server, or no grant for it");
            return;
        }
        AgentRequest request =
                new AgentRequest(http, vertx.getOrCreateContext(), agent.get(), server.get(), replies.ourselves());
        drain.carries(routing);
        if (drain.isDraining()) {
            replies.unavailable(request, "the gateway is stopping, nothing was sent");
        } else if (!loads.enter(request.agent())) {
            replies.tooMany(request, "too many requests of this agent are in flight");
        } else {
            routing.addEndHandler(end -> over(request, end.succeeded()));
            dispatch(request);
        }
    }

    private void over(AgentRequest request, boolean answered) {
        if (request.over(answered)) {
            loads.leave(request.agent(), request.isLongLived());
            drain.over(request);
        }
    }

    private void dispatch(AgentRequest request) {
        HttpMethod verb = request.http().method();
        if (verb.equals(HttpMethod.POST)) {
            posts.handle(request);
        } else if (verb.equals(HttpMethod.GET)) {
            streams.listen(request);
        } else if (verb.equals(HttpMethod.DELETE)) {
            streams.delete(request);
        } else {
            request.out().putHeader("allow", "POST, GET, DELETE");
            replies.refuse(request, 405, "only POST, GET and DELETE");
        }
    }

    /** One header with one bearer token; anything else is nobody. */
    private Optional<Agent> agent(List<String> authorization) {
        if (authorization.size() != 1 || !authorization.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = authorization.get(0).substring(SCHEME.length()).strip();
        return token.isEmpty() ? Optional.empty() : registry.agentByToken(token);
    }

    private Optional<Server> server(String path, Agent agent) {
        String segment = path.substring(PREFIX.length());
        if (segment.isBlank() || segment.indexOf('/') >= 0 || segment.length() > 256) {
            return Optional.empty();
        }
        ServerName name = new ServerName(segment);
        return agent.mayUse(name) ? registry.server(name) : Optional.empty();
    }
}
