package dev.countersign.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Failures of REST methods and pages: problem+json under {@code /api}, a page elsewhere. */
final class ProblemMappers {

    private static final Logger LOGGER = Logger.getLogger(ProblemMappers.class);
    private static final String RETRY_SECONDS = "2";

    @ServerExceptionMapper
    Response map(UnauthorizedException failure, ContainerRequestContext request) {
        return unauthorized(request);
    }

    @ServerExceptionMapper
    Response map(AuthenticationFailedException failure, ContainerRequestContext request) {
        return unauthorized(request);
    }

    @ServerExceptionMapper
    Response map(ForbiddenException failure, ContainerRequestContext request) {
        return answer(request, Problem.of(403, Failures.detail(403)));
    }

    @ServerExceptionMapper
    Response map(ConstraintViolationException failure, ContainerRequestContext request) {
        List<Problem.FieldError> errors = failure.getConstraintViolations().stream()
                .map(v -> new Problem.FieldError(lastNode(v.getPropertyPath()), v.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return answer(request, Problem.of(400, Failures.detail(400), errors));
    }

    @ServerExceptionMapper
    Response map(MismatchedInputException failure, ContainerRequestContext request) {
        return notJson(failure, request);
    }

    @ServerExceptionMapper
    Response map(JsonProcessingException failure, ContainerRequestContext request) {
        return notJson(failure, request);
    }

    @ServerExceptionMapper
    Response map(WebApplicationException failure, ContainerRequestContext request) {
        Response own = failure.getResponse();
        if (own.hasEntity() || own.getStatus() < 400) {
            return own;
        }
        if (failure.getCause() instanceof JsonProcessingException json) {
            return notJson(json, request);
        }
        Response answer = answer(request, Problem.of(own.getStatus(), Failures.detail(own.getStatus())));
        Optional<String> allow = Optional.ofNullable(own.getHeaderString("Allow"));
        return allow.map(a -> Response.fromResponse(answer).header("Allow", a).build())
                .orElse(answer);
    }

    /** The browser went away while something was written: nobody is left to be told. */
    @ServerExceptionMapper
    Response map(ClosedChannelException gone, ContainerRequestContext request) {
        return Response.noContent().build();
    }

    @ServerExceptionMapper
    Response map(Throwable failure, ContainerRequestContext request) {
        int status = Failures.status(failure);
        if (status == 503) {
            LOGGER.warnf("database away, answered 503: %s", failure.getClass().getName());
        } else {
            LOGGER.errorf(failure, "request failed, answered %d", status);
        }
        return answer(request, Problem.of(status, Failures.detail(status)));
    }

    /** Where the JSON is wrong, without quoting it. */
    private static Response notJson(JsonProcessingException failure, ContainerRequestContext request) {
        String where = failure.getLocation() == null
                ? ""
                : " (line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + ")";
        return answer(request, Problem.of(400, "The body is not the JSON that this address takes" + where + "."));
    }

    private static Response unauthorized(ContainerRequestContext request) {
        if (isApi(request)) {
            Response answer = answer(request, Problem.of(401, Failures.detail(401)));
            return Response.fromResponse(answer)
                    .header("WWW-Authenticate", "Bearer realm=\"countersign\"")
                    .build();
        }
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (path.equals("/inbox/events") || Background.is(request.getHeaderString(Background.HEADER))) {
            return Response.status(401).build();
        }
        return Response.seeOther(URI.create(LoginRedirect.to(path))).build();
    }

    static Response answer(ContainerRequestContext request, Problem problem) {
        Response.ResponseBuilder answer = Response.status(problem.status());
        if (problem.status() == 503) {
            answer.header("Retry-After", RETRY_SECONDS);
        }
        return isApi(request)
                ? answer.type(Problem.MEDIA_TYPE).entity(problem).build()
                : answer.type(MediaType.TEXT_HTML_TYPE.withCharset(StandardCharsets.UTF_8.name()))
                        .entity(ErrorPage.render(problem))
                        .build();
    }

    private static boolean isApi(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        return path.startsWith("/api/") || path.startsWith("/q/");
    }

    private static String lastNode(Path path) {
        String last = "";
        for (Path.Node node : path) {
            last = String.valueOf(node.getName());
        }
        return last;
    }
}
