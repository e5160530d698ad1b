package dev.countersign.web.auth;

import dev.countersign.web.OwnAddresses;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/** The two cookies of a browser: the session, and before the login the secret that the login form is bound to. */
@ApplicationScoped
public class SessionCookie {

    private static final int LONGEST = 128;

    private final boolean secure;
    private final String prefix;

    SessionCookie(OwnAddresses addresses) {
        this.secure = addresses.secure();
        this.prefix = secure ? "__Host-" : "";
    }

    /** The session's secret in a request. */
    public Optional<String> session(HttpServerRequest request) {
        return value(request, "countersign");
    }

    /** The login form's secret in a request. */
    public Optional<String> login(HttpServerRequest request) {
        return value(request, "countersign-login");
    }

    public NewCookie session(String secret) {
        return cookie("countersign", secret, NewCookie.DEFAULT_MAX_AGE);
    }

    public NewCookie login(String secret) {
        return cookie("countersign-login", secret, NewCookie.DEFAULT_MAX_AGE);
    }

    /** Takes the session's cookie back. */
    public NewCookie noSession() {
        return cookie("countersign", "", 0);
    }

    /** Takes the login form's cookie back. */
    public NewCookie noLogin() {
        return cookie("countersign-login", "", 0);
    }

    private Optional<String> value(HttpServerRequest request, String name) {
        var cookies = request.cookies(prefix + name);
        // Two of one name are somebody's attempt to plant one
        return cookies.size() == 1
                ? Optional.of(cookies.iterator().next().getValue()).filter(v -> !v.isEmpty() && v.length() <= LONGEST)
                : Optional.empty();
    }

    private NewCookie cookie(String name, String value, int maxAge) {
        return new NewCookie.Builder(prefix + name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
