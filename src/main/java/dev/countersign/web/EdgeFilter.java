package dev.countersign.web;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * In front of all routing: ambiguous paths, foreign {@code Host} and {@code Origin} values and everything that nobody serves end
 * here, before any decision is made; every page and error page gets its security headers. Runs on the event loop.
 */
@ApplicationScoped
class EdgeFilter {

    private static final Logger LOGGER = Logger.getLogger(EdgeFilter.class);

    /** Before authentication and everything else that Quarkus puts in front of routes. */
    private static final int FIRST = 100_000;

    private static final String MCP = "/mcp/";
    private static final long MAX_REST_BODY = 2L * 1024 * 1024;

    private final OwnAddresses addresses;
    private final boolean developing;

    EdgeFilter(OwnAddresses addresses, LaunchMode mode) {
        this.addresses = addresses;
        this.developing = mode == LaunchMode.DEVELOPMENT;
    }

    void install(@Observes Filters filters) {
        filters.register(this::judge, FIRST);
    }

    /** What no route answered, and what failed outside of REST methods and pages. */
    void installLast(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(exchange -> refuse(exchange, Problem.of(404, Failures.detail(404))));
    }

    private void judge(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        boolean mcp = isMcp(exchange);
        if (!mcp) {
            exchange.addHeadersEndHandler(
                    done -> SecurityHeaders.set(exchange.response().headers(), addresses.secure()));
        }
        Problem problem = problem(request);
        if (problem == null) {
            exchange.next();
        } else {
            refuse(exchange, problem);
        }
    }

    private @Nullable Problem problem(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        RawPath.Verdict path = RawPath.judge(request.uri(), developing);
        if (path == RawPath.Verdict.MALFORMED || hosts.size() > 1) {
            return Problem.of(400, "The address is malformed: write it without encoded or doubled separators.");
        }
        String local = request.localAddress().hostAddress();
        int port = request.localAddress().port();
        String host = host(request, hosts);
        boolean ours = addresses.ownHost(host, local, port)
                || (request.uri().startsWith(MCP) && addresses.forwardedHere(host, local));
        if (!ours) {
            return Problem.of(
                    403, "The name in Host is not ours: add it to countersign.allowed-hosts if it should be.");
        }
        List<String> origins = request.headers().getAll("Origin");
        if (origins.size() > 1 || (origins.size() == 1 && !addresses.ownOrigin(origins.get(0), local, port))) {
            return Problem.of(403, "Requests from pages of another origin are refused.");
        }
        if (path == RawPath.Verdict.UNKNOWN) {
            return Problem.of(404, Failures.detail(404));
        }
        return crossSiteForm(request) ? Problem.of(403, "Forms of other sites are refused.") : body(request);
    }

    /** HTTP/2 has its pseudo-header instead of Host; HTTP/1.0 may have nothing at all, which is not ours. */
    private static String host(HttpServerRequest request, List<String> hosts) {
        if (!hosts.isEmpty()) {
            return hosts.get(0);
        }
        boolean named = request.version() == HttpVersion.HTTP_2 && request.authority() != null;
        return named ? request.authority().toString() : "";
    }

    /** A browser that sends no Origin with a form still says where the form came from (Fetch Metadata). */
    private static boolean crossSiteForm(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean changes = !request.method().name().equals("GET")
                && !request.method().name().equals("HEAD");
        return changes && site != null && !site.equals("same-origin") && request.getHeader("Origin") == null;
    }

    private static @Nullable Problem body(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null || !request.uri().startsWith("/api/")) {
            return null;
        }
        boolean fits = length.matches("[0-9]{1,18}") && Long.parseLong(length) <= MAX_REST_BODY;
        return !fits ? Problem.of(413, "A body has at most 2 MiB.") : null;
    }

    private void failed(RoutingContext exchange) {
        Throwable failure = exchange.failure();
        if (isMcp(exchange) || exchange.response().headWritten() || failure instanceof SecurityException) {
            exchange.next();
            return;
        }
        int given = exchange.statusCode();
        boolean unspecific = failure != null && (given < 400 || given == 500);
        int status = unspecific ? Failures.status(failure) : given;
        if (status == 500) {
            LOGGER.errorf(failure, "request failed, answered 500");
        }
        refuse(exchange, Problem.of(status, Failures.detail(status)));
    }

    private static boolean isMcp(RoutingContext exchange) {
        return exchange.request().uri().startsWith(MCP);
    }

    /** Answers at once; the body of the request is not read. */
    static void refuse(RoutingContext exchange, Problem problem) {
        HttpServerResponse response = exchange.response().setStatusCode(problem.status());
        if (problem.status() == 413) {
            // What follows is not read, so that the connection is of no use any more
            response.putHeader("Connection", "close");
            response.endHandler(done -> exchange.request().connection().close());
        }
        String target = exchange.request().uri();
        if (problem.status() == 503) {
            response.putHeader("Retry-After", "2");
        }
        if (target.startsWith("/mcp/")) {
            var error = new JsonObject().put("code", problem.status()).put("message", problem.detail());
            var answer = new JsonObject().put("jsonrpc", "2.0").putNull("id").put("error", error);
            response.putHeader("Content-Type", "application/json").end(answer.encode());
        } else if (target.startsWith("/api/") || target.startsWith("/q/")) {
            response.putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(JsonObject.mapFrom(problem).encode());
        } else {
            response.putHeader("Content-Type", "text/html;charset=UTF-8").end(ErrorPage.render(problem));
        }
    }
}
