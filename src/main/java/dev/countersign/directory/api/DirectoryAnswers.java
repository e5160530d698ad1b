package dev.countersign.directory.api;

import dev.countersign.audit.Actor;
import dev.countersign.directory.Directory.Issued;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.TokenInfo;
import dev.countersign.web.Problem;
import dev.countersign.web.auth.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What several methods take and answer. */
final class DirectoryAnswers {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);

    private DirectoryAnswers() {}

    /** A live token, without what makes it one. */
    public record TokenJson(
            String id,
            String label,
            String madeBy,
            String madeAt,
            @Nullable String endsAt,
            @Nullable String lastUsedAt) {
        static TokenJson of(TokenInfo token) {
            return new TokenJson(
                    token.id().toString(),
                    token.label(),
                    token.madeBy(),
                    token.madeAt().toString(),
                    token.endsAt().map(Object::toString).orElse(null),
                    token.lastUsedAt().map(Object::toString).orElse(null));
        }
    }

    /**
     * What a token is made for.
     *
     * @param overlap how long the tokens that are live go on at most, ISO 8601; without: 24 hours
     */
    public record TokenBody(
            @Nullable String label, @Nullable String overlap) {

        String text() {
            return label == null ? "" : label.strip();
        }

        Duration time() throws DirectoryException {
            if (overlap == null) {
                return USUAL_OVERLAP;
            }
            try {
                return Duration.parse(overlap);
            } catch (DateTimeParseException e) {
                throw DirectoryException.invalid("overlap is a duration such as PT24H.");
            }
        }
    }

    /** A new token; it is told this once. */
    public record IssuedJson(String id, String token) {
        static IssuedJson of(Issued issued) {
            return new IssuedJson(issued.id().toString(), issued.token());
        }

        @Override
        public String toString() {
            return "IssuedJson[" + id + "]";
        }
    }

    /** What a method does. */
    @FunctionalInterface
    interface Work {
        Response run() throws DirectoryException;
    }

    /** Runs it; what cannot be done is a problem (RFC 9457). */
    static Response answer(Work work) {
        try {
            return work.run();
        } catch (DirectoryException e) {
            return problem(e.status(), e.reason());
        } catch (IllegalArgumentException e) {
            return problem(404, "There is no such name.");
        }
    }

    static Response problem(int status, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(status, detail))
                .build();
    }

    static Actor actor(SecurityIdentity identity) {
        return Actor.person(
                identity.getPrincipal().getName(), "rest", Caller.of(identity).auth());
    }

    static UUID token(String id) throws DirectoryException {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw DirectoryException.unknown("There is no such live token.");
        }
    }
}
