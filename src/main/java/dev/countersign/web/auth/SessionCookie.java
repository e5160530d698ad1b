package dev.countersign.web.auth;

import dev.countersign.web.OwnAddresses;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
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

    /** Whether cookies may be used with this request: under https, or in plain text on the browser's own machine. */
    public boolean allowedFor(HttpServerRequest request) {
        // also where HTTP/2 has no Host
        HostAndPort host = request.authority();
        return secure || (host != null && OwnAddresses.loopback(host.host()));
    }

    /** The session's secret in a request. */
    public Optional<String> session(HttpServerRequest request) {
        return value(request, "countersign");
    }

    /** The login form's secret in a request. */
    public Optional<String> login(HttpServerRequest request) {
        return value(request, "countersign-login");
    }

    /** The {@code Set-Cookie} of a new session. */
    public String session(String secret) {
        return cookie("countersign", secret, "");
    }

    /** The {@code Set-Cookie} of a login form. */
    public String login(String secret) {
        return cookie("countersign-login", secret, "");
    }

    /** Takes the session's cookie back. */
    public String noSession() {
        return cookie("countersign", "", "; Max-Age=0");
    }

    /** Takes the login form's cookie back. */
    public String noLogin() {
        return cookie("countersign-login", "", "; Max-Age=0");
    }

    private Optional<String> value(HttpServerRequest request, String name) {
        var cookies = request.cookies(prefix + name);
        // Two of one name are somebody's attempt to plant one
        return cookies.size() == 1
                ? Optional.of(cookies.iterator().next().getValue()).filter(v -> !v.isEmpty() && v.length() <= LONGEST)
                : Optional.empty();
    }

    /** A {@code Set-Cookie} value (RFC 6265); without {@code Version}, which old clients answer with quoted values. */
    private String cookie(String name, String value, String end) {
        return prefix + name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "") + end;
    }
}
