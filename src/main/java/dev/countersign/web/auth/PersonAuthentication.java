package dev.countersign.web.auth;

import dev.countersign.web.Background;
import dev.countersign.web.LoginRedirect;
import dev.countersign.web.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the proof that an address takes and no other: under {@code /api/} a bearer token (RFC 6750), on pages the session cookie.
 * Agents authenticate at {@code /mcp} themselves.
 */
@ApplicationScoped
class PersonAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "bearer ";

    private final SessionCookie cookies;
    private final FailedTokens failures;

    PersonAuthentication(SessionCookie cookies, FailedTokens failures) {
        this.cookies = cookies;
        this.failures = failures;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager providers) {
        String path = exchange.request().path();
        if (path.startsWith("/api/")) {
            return bearer(exchange, providers);
        }
        return isPage(path) ? session(exchange, providers) : Uni.createFrom().nullItem();
    }

    private Uni<SecurityIdentity> bearer(RoutingContext exchange, IdentityProviderManager providers) {
        List<String> given = exchange.request().headers().getAll("Authorization");
        if (given.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        String value = given.get(0);
        if (given.size() > 1 || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return providers.authenticate(new Proof(Proof.Kind.TOKEN, value.substring(BEARER.length())));
    }

    /** A cookie that is no session any more leaves the request anonymous: the login page must still open. */
    private Uni<SecurityIdentity> session(RoutingContext exchange, IdentityProviderManager providers) {
        boolean background = exchange.request().getHeader(Background.HEADER) != null
                || exchange.request().path().equals("/inbox/events");
        return cookies.session(exchange.request())
                .map(secret -> providers
                        .authenticate(
                                new Proof(background ? Proof.Kind.SESSION_IN_BACKGROUND : Proof.Kind.SESSION, secret))
                        .onFailure(AuthenticationFailedException.class)
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static boolean isPage(String path) {
        return path.equals("/") || path.equals("/login") || path.equals("/logout") || LoginRedirect.isPage(path);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        String path = exchange.request().path();
        return Uni.createFrom()
                .item(
                        isPage(path)
                                ? new ChallengeData(303, "Location", LoginRedirect.to(path))
                                : new ChallengeData(401, Map.of("WWW-Authenticate", "Bearer realm=\"countersign\"")));
    }

    /** A wrong token ends here: 401, or 429 for an address that sends wrong tokens without end. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext exchange) {
        if (!exchange.request().path().startsWith("/api/")) {
            return HttpAuthenticationMechanism.super.sendChallenge(exchange);
        }
        var response = exchange.response().putHeader("Content-Type", Problem.MEDIA_TYPE);
        long wait = failures.count(exchange.request().remoteAddress().hostAddress());
        Problem problem = wait > 0
                ? Problem.of(429, "Too many wrong tokens from this address. Wait and try again.")
                : Problem.of(401, "A valid bearer token is needed.");
        if (wait > 0) {
            response.putHeader("Retry-After", Long.toString(wait));
        } else {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"countersign\"");
        }
        response.setStatusCode(problem.status()).end(JsonObject.mapFrom(problem).encode());
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Proof.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext exchange) {
        boolean page = isPage(exchange.request().path());
        return Uni.createFrom()
                .item(new HttpCredentialTransport(
                        page ? HttpCredentialTransport.Type.COOKIE : HttpCredentialTransport.Type.AUTHORIZATION,
                        page ? "countersign" : "bearer"));
    }
}
