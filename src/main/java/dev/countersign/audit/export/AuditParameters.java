package dev.countersign.audit.export;

import dev.countersign.audit.AuditFilter;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The query of the audit's addresses; a wrong value is 400, never ignored.
 *
 * @param from first moment, RFC 3339, included
 * @param to last moment, RFC 3339, excluded
 * @param limit entries of one page, 1 to 200
 * @param cursor {@code nextCursor} of the page before
 */
public record AuditParameters(
        @QueryParam("kind") List<String> kind,
        @QueryParam("approval") Optional<String> approval,
        @QueryParam("agent") Optional<String> agent,
        @QueryParam("server") Optional<String> server,
        @QueryParam("person") Optional<String> person,
        @QueryParam("from") Optional<String> from,
        @QueryParam("to") Optional<String> to,
        @QueryParam("limit") Optional<String> limit,
        @QueryParam("cursor") Optional<String> cursor) {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    AuditFilter filter() {
        return new AuditFilter(
                Set.copyOf(kind),
                approval,
                agent,
                server,
                person,
                from.map(text -> instant("from", text)),
                to.map(text -> instant("to", text)));
    }

    int pageSize() {
        long size = limit.map(text -> number("limit", text)).orElse((long) USUAL);
        if (size > MOST) {
            throw new BadRequestException("limit is a whole number from 1 to " + MOST);
        }
        return (int) size;
    }

    OptionalLong before() {
        return cursor.map(text -> OptionalLong.of(number("cursor", text))).orElseGet(OptionalLong::empty);
    }

    private static long number(String name, String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadRequestException(name + " is a whole number of at least 1", notANumber);
        }
        throw new BadRequestException(name + " is a whole number of at least 1");
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadRequestException(name + " is a time such as 2026-11-20T10:00:00Z", e);
        }
    }
}
