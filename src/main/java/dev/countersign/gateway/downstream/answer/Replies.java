package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Told;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.ToolResults;
import dev.countersign.gateway.protocol.answer.ToolResults.ServerInfo;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one place that makes HTTP answers out of what the gateway itself has to say to an agent. */
@Singleton
public final class Replies {

    private static final String RETRY_SECONDS = "2";

    private final Sessions sessions;
    private final ServerInfo ourselves;

    Replies(Sessions sessions, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.sessions = sessions;
        this.ourselves = new ServerInfo("countersign", version);
    }

    /** How results of ours name us in the modern era. */
    public ServerInfo ourselves() {
        return ourselves;
    }

    /** A JSON-RPC error whose code is the HTTP status: no revision of MCP reserves positive codes. */
    public void refuse(AgentRequest request, int status, String message) {
        error(request.out(), status, status, request.requestId(), message);
    }

    /** The same before a message was read. */
    public void refuse(HttpServerResponse out, int status, String message) {
        error(out, status, status, Optional.empty(), message);
    }

    /** Too much, to be tried again. */
    public void tooMany(AgentRequest request, String message) {
        request.out().putHeader("retry-after", RETRY_SECONDS);
        refuse(request, 429, message);
    }

    /** A fault of the message itself. */
    public void bad(AgentRequest request, int code, String message) {
        error(request.out(), 400, code, request.requestId(), message);
    }

    /** Kafka, PostgreSQL or a program is away: to be tried again. */
    public void unavailable(AgentRequest request, String message) {
        request.out().putHeader("retry-after", RETRY_SECONDS);
        notSent(request, 503, message);
    }

    /** A tool result of ours. */
    public Future<Void> told(AgentRequest request, Told told) {
        return json(
                request.out(), 200, ToolResults.response(request.requestId().orElseThrow(), told, request.ourselves()));
    }

    /** A status alone. */
    public void status(AgentRequest request, int status) {
        request.out().setStatusCode(status).end();
    }

    /** The request did not get through, or its answer did not come back. */
    public void failure(AgentRequest request, UpstreamFailure failure) {
        switch (failure.kind()) {
            case NOT_REACHED -> notSent(request, 502, failure.message());
            case LOST -> error(request.out(), 502, ErrorCodes.INTERNAL_ERROR, request.requestId(), failure.message());
            case BUSY -> unavailable(request, failure.message());
            case SESSION_GONE -> gone(request);
            case OTHER_ERA -> bad(request, ErrorCodes.INVALID_REQUEST, failure.message());
        }
    }

    /** The answer carried what only the gateway may say. */
    public void forged(AgentRequest request) {
        error(
                request.out(),
                502,
                ErrorCodes.INTERNAL_ERROR,
                request.requestId(),
                "the server's answer carries a decision that only the gateway makes, it is not passed on");
    }

    /**
     * Answers in place of the server when its status must not reach the agent.
     *
     * @return whether it did
     */
    public boolean replaces(AgentRequest request, int status) {
        if (status == 401 || status == 403) {
            error(
                    request.out(),
                    502,
                    ErrorCodes.INTERNAL_ERROR,
                    request.requestId(),
                    "the gateway's credential was refused by the server");
            return true;
        }
        if (status >= 300 && status < 400) {
            error(
                    request.out(),
                    502,
                    ErrorCodes.INTERNAL_ERROR,
                    request.requestId(),
                    "the server redirects, which is not followed");
            return true;
        }
        if (status == 404 && request.session().isPresent()) {
            gone(request);
            return true;
        }
        return false;
    }

    /** A modern revision that is not spoken here: no call may slip through in a dialect that nobody can judge. */
    public void unsupported(AgentRequest request, String requested) {
        json(request.out(), 400, JsonRpcErrors.unsupportedVersion(request.requestId(), requested));
    }

    /** An error with everything said. */
    public void error(HttpServerResponse out, int status, int code, Optional<String> id, String message) {
        json(out, status, JsonRpcErrors.of(id, code, message));
    }

    /** Any JSON of ours. */
    public Future<Void> json(HttpServerResponse out, int status, RawMessage body) {
        return out.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(body.bytes()));
    }

    private void notSent(AgentRequest request, int status, String message) {
        json(request.out(), status, JsonRpcErrors.notSent(request.requestId(), message));
    }

    private void gone(AgentRequest request) {
        request.session().ifPresent(sessions::end);
        refuse(request, 404, "unknown session: open a new one with initialize");
    }
}
