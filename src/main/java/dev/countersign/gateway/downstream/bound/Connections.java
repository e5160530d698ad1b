package dev.countersign.gateway.downstream.bound;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of agents, as far as a node that stops has to take leave of them, so that they come back to another node: GOAWAY on
 * HTTP/2 (RFC 9113, section 6.8), {@code Connection: close} on HTTP/1.1 (RFC 9112, section 9.6).
 */
@Singleton
public final class Connections {

    private static final long NO_ERROR = 0;

    private final Set<HttpConnection> shared = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    /** A request came, and its answer has no head yet. */
    public void carries(RoutingContext routing) {
        HttpServerRequest http = routing.request();
        if (isShared(http)) {
            remember(http.connection());
        } else {
            routing.addHeadersEndHandler(head -> {
                if (leaving) {
                    http.response().putHeader("connection", "close");
                }
            });
        }
    }

    /** Its answer has ended; one whose head was written before the leave-taking is its connection's last one too. */
    public void over(HttpServerRequest http) {
        if (leaving && !isShared(http)) {
            http.connection().close();
        }
    }

    /** From now on every answer is the last one of its connection. */
    public void leave() {
        leaving = true;
        shared.forEach(connection -> connection.goAway(NO_ERROR));
    }

    private void remember(HttpConnection connection) {
        if (shared.add(connection)) {
            connection.closeHandler(closed -> shared.remove(connection));
            if (leaving) {
                connection.goAway(NO_ERROR);
            }
        }
    }

    /** Whether other requests go on over the same connection. */
    private static boolean isShared(HttpServerRequest http) {
        return http.version() == HttpVersion.HTTP_2;
    }
}
