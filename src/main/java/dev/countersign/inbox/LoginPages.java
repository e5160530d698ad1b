package dev.countersign.inbox;

import dev.countersign.call.IdSource;
import dev.countersign.identity.LoginResult;
import dev.countersign.identity.Sessions;
import dev.countersign.web.FormToken;
import dev.countersign.web.LoginRedirect;
import dev.countersign.web.auth.Caller;
import dev.countersign.web.auth.SessionCookie;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * In and out. Even the login form carries a token, bound to a cookie of its own: otherwise another site could log a person in as
 * somebody else. One wording for every failure, and the name throttle refuses the right password too.
 */
@Path("/")
@PermitAll
class LoginPages {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final String WRONG = "Name or password is wrong.";
    private static final String STALE = "This form is out of date. Try again.";
    private static final int LONGEST_FIELD = 1024;

    private final Sessions sessions;
    private final SessionCookie cookies;
    private final FormToken tokens;
    private final IdSource ids;
    private final SecurityIdentity identity;

    LoginPages(Sessions sessions, SessionCookie cookies, FormToken tokens, IdSource ids, SecurityIdentity identity) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.tokens = tokens;
        this.ids = ids;
        this.identity = identity;
    }

    @GET
    @Path("login")
    @Operation(hidden = true)
    public Response form(@QueryParam("next") @DefaultValue("") String next, HttpServerRequest request) {
        if (Caller.find(identity).isPresent()) {
            return Response.seeOther(URI.create(LoginRedirect.back(next))).build();
        }
        return page(200, request, next, "", "");
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response login(MultivaluedMap<String, String> fields, HttpServerRequest request) {
        Form form = new Form(fields);
        String name = form.get("name");
        if (!cookies.allowedFor(request)) {
            return page(
                    403,
                    request,
                    form.get("next"),
                    name,
                    "Without https people log in on the machine itself only: set countersign.public-url.");
        }
        String secret = cookies.login(request).orElse("");
        if (!tokens.valid(secret, form.get(FormToken.FIELD))) {
            return page(403, request, form.get("next"), name, STALE);
        }
        String password = form.get("password");
        if (name.length() > LONGEST_FIELD || password.length() > LONGEST_FIELD) {
            return page(401, request, form.get("next"), "", WRONG);
        }
        String address = request.remoteAddress().hostAddress();
        return answer(sessions.login(name, password, address), form, request);
    }

    private Response answer(LoginResult result, Form form, HttpServerRequest request) {
        if (result instanceof LoginResult.Opened opened) {
            cookies.session(request).ifPresent(sessions::end);
            return Response.seeOther(URI.create(LoginRedirect.back(form.get("next"))))
                    .header(SET_COOKIE, cookies.session(opened.secret()))
                    .header(SET_COOKIE, cookies.noLogin())
                    .build();
        }
        if (result instanceof LoginResult.Throttled throttled) {
            long seconds = Math.max(1, throttled.retryAfter().plusMillis(999).toSeconds());
            Response page = page(
                    429,
                    request,
                    form.get("next"),
                    form.get("name"),
                    "Too many failures. Wait " + seconds + " seconds, then try again.");
            return Response.fromResponse(page).header("Retry-After", seconds).build();
        }
        return page(401, request, form.get("next"), form.get("name"), WRONG);
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response logout(MultivaluedMap<String, String> fields) {
        Optional<Caller> caller = Caller.find(identity);
        Form form = new Form(fields);
        Response.ResponseBuilder toLogin = Response.seeOther(URI.create(LoginRedirect.to(form.get("next"))));
        if (caller.isEmpty()) {
            return toLogin.build();
        }
        String session = caller.get().session();
        if (!tokens.valid(session, form.get(FormToken.FIELD))) {
            return Response.status(403).build();
        }
        sessions.end(session);
        return toLogin.header(SET_COOKIE, cookies.noSession()).build();
    }

    private Response page(int status, HttpServerRequest request, String next, String name, String error) {
        Optional<String> known = cookies.login(request);
        String secret =
                known.orElseGet(() -> Base64.getUrlEncoder().withoutPadding().encodeToString(ids.bytes(32)));
        String back = LoginRedirect.back(next);
        Response page = Desk.page(status, new Pages.LoginPage(tokens.masked(secret), back, name, error));
        return known.isPresent()
                ? page
                : Response.fromResponse(page)
                        .header(SET_COOKIE, cookies.login(secret))
                        .build();
    }
}
