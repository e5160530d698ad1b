package dev.countersign.gateway.upstream.http;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure, before a release, that the server still knows the session: a hold of an hour outlives most session timeouts. Asked by a
 * {@code ping} of ours; when the server has lost it, the stored {@code initialize} is replayed. The call itself is never part of this.
 */
@Singleton
final class UpstreamSessions {

    private static final Logger LOGGER = Logger.getLogger(UpstreamSessions.class);
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int FIRST_ERROR = 300;
    private static final int NOT_FOUND = 404;
    private static final String BOTH = "application/json, text/event-stream";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private final Vertx vertx;
    private final HttpClients clients;
    private final Sessions sessions;
    private final IdSource ids;

    UpstreamSessions(Vertx vertx, HttpClients clients, Sessions sessions, IdSource ids) {
        this.vertx = vertx;
        this.clients = clients;
        this.sessions = sessions;
        this.ids = ids;
    }

    /**
     * The server's session id to send the call with, empty when there is none. Never fails: whatever goes wrong here, the call is sent
     * and meets the server's own answer. To be called on an event loop.
     */
    Future<Optional<String>> ready(HttpTarget target, Dispatch dispatch) {
        if (dispatch.session().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.fromCompletionStage(sessions.ofHeldCall(dispatch.session().get()), vertx.getOrCreateContext())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.<String>empty())
                        : checked(target, dispatch, found.get()))
                .otherwise(unknown -> Optional.empty());
    }

    /**
     * Asks the server whether it is there, and so keeps the session from being reaped.
     *
     * @return the status, 0 when there was none in time; never fails
     */
    Future<Integer> ping(HttpTarget target, McpSession session) {
        return ping(target, session, headers(session, BOTH));
    }

    private Future<Integer> ping(HttpTarget target, McpSession session, Map<String, String> headers) {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":" + RequestId.ours(ids.uuid()) + ",\"method\":\"ping\"}";
        return post(target, headers, session.upstreamId(), RawMessage.of(ping))
                .map(HttpClientResponse::statusCode)
                .otherwise(0);
    }

    private Future<Optional<String>> checked(HttpTarget target, Dispatch dispatch, McpSession session) {
        if (session.upstreamId().isEmpty()) {
            return Future.succeededFuture(session.upstreamId());
        }
        Map<String, String> headers = headers(session, dispatch.headers().getOrDefault("accept", BOTH));
        return ping(target, session, headers)
                .compose(status -> status == NOT_FOUND
                        ? reopened(target, headers, session)
                        : Future.succeededFuture(session.upstreamId()));
    }

    private Future<Optional<String>> reopened(HttpTarget target, Map<String, String> headers, McpSession session) {
        LOGGER.infof(
                "opening the lost session of the server again: server=%s agent=%s", session.server(), session.agent());
        return post(target, headers, Optional.empty(), session.initialize())
                .compose(opened -> opened.statusCode() < FIRST_ERROR
                        ? initialized(target, headers, session, opened.getHeader(HttpUpstream.SESSION))
                        : Future.succeededFuture(session.upstreamId()))
                .otherwise(session.upstreamId());
    }

    private Future<Optional<String>> initialized(
            HttpTarget target, Map<String, String> headers, McpSession session, @Nullable String fresh) {
        Optional<String> id = Optional.ofNullable(fresh);
        sessions.mapTo(session, id);
        return post(target, headers, id, RawMessage.of(INITIALIZED)).map(id).otherwise(id);
    }

    /** The head of the answer, its body read to the end or for as long as there is patience. */
    private Future<HttpClientResponse> post(
            HttpTarget target, Map<String, String> headers, Optional<String> upstreamId, RawMessage message) {
        return clients.pooled()
                .request(target.options(HttpMethod.POST).setTimeout(PATIENCE_MILLIS))
                .compose(out -> {
                    HttpUpstream.dress(out, headers, upstreamId, target.ownHeaders());
                    out.idleTimeout(PATIENCE_MILLIS);
                    return out.send(Buffer.buffer(message.bytes()));
                })
                .compose(in -> in.body().map(in).otherwise(in));
    }

    private static Map<String, String> headers(McpSession session, String accept) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", accept);
        headers.put("mcp-protocol-version", session.version());
        return headers;
    }
}
