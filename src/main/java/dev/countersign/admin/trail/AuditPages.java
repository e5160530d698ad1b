package dev.countersign.admin.trail;

import dev.countersign.admin.trail.AuditViews.EntryRow;
import dev.countersign.admin.trail.AuditViews.Filter;
import dev.countersign.admin.trail.AuditViews.HeadView;
import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.AuditTrail.Page;
import dev.countersign.audit.export.ChainCheck;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The trail with filters, the head of its chain and when that was last checked, the export. */
@Path("/audit")
@RolesAllowed({"auditor", "admin"})
@Blocking
class AuditPages {

    private static final int ROWS = 50;
    private static final int BUFFER = 64 * 1024;
    private static final String STALE = "This form is out of date or not ours. Nothing was done.";
    private static final List<String> KINDS = List.of(
            "agent.changed",
            "answer.delivered",
            "approval.moved",
            "approval.resolved",
            "audit.checked",
            "audit.exported",
            "audit.key-added",
            "call.judged",
            "calls.allowed",
            "config.loaded",
            "grant.changed",
            "login.changed",
            "login.ended",
            "login.failed",
            "login.succeeded",
            "policy.changed",
            "role.changed",
            "token.ended",
            "token.issued",
            "tool.changed",
            "vote.cast");

    private final AuditTrail trail;
    private final ChainCheck checks;
    private final Desk desk;

    AuditPages(AuditTrail trail, ChainCheck checks, Desk desk) {
        this.trail = trail;
        this.checks = checks;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response audit(@Context UriInfo uri) {
        return page(200, uri.getQueryParameters(), Message.NONE);
    }

    private Response page(int status, MultivaluedMap<String, String> query, Message message) {
        Form form = new Form(query);
        Filter filter = filter(form);
        try {
            Page page = trail.page(narrowed(filter), cursor(form.get("before")), ROWS);
            return page(status, filter, page, message);
        } catch (DateTimeParseException e) {
            return page(
                    422,
                    filter,
                    new Page(List.of(), OptionalLong.empty()),
                    Message.bad("From and to are times such as 2026-11-20 or 2026-11-20T10:00."));
        }
    }

    private Response page(int status, Filter filter, Page page, Message message) {
        Instant now = desk.now();
        return Desk.page(
                status,
                new AuditTemplates.AuditPage(
                        desk.shell("Audit", "audit"),
                        HeadView.of(
                                trail.head(),
                                trail.page(kind("audit.checked"), OptionalLong.empty(), 1).lines().stream()
                                        .findFirst(),
                                now),
                        filter,
                        KINDS,
                        page.lines().stream()
                                .map(line -> EntryRow.of(line, now))
                                .toList(),
                        page.next().isPresent() ? next(filter, page.next().getAsLong()) : "",
                        message));
    }

    private static AuditFilter kind(String kind) {
        return new AuditFilter(
                Set.of(kind),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Filter filter(Form form) {
        return new Filter(
                form.get("kind").strip(),
                form.get("approval").strip(),
                form.get("agent").strip(),
                form.get("server").strip(),
                form.get("person").strip(),
                form.get("from").strip(),
                form.get("to").strip());
    }

    private static AuditFilter narrowed(Filter filter) {
        return new AuditFilter(
                filter.kind().isEmpty() ? Set.of() : Set.of(filter.kind()),
                given(filter.approval()),
                given(filter.agent()),
                given(filter.server()),
                given(filter.person()),
                given(filter.from()).map(AuditPages::time),
                given(filter.to()).map(AuditPages::time));
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** A day, a local time as browsers send it, or RFC 3339; without a zone UTC is meant. */
    private static Instant time(String text) {
        if (text.endsWith("Z")) {
            return Instant.parse(text);
        }
        return text.contains("T")
                ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static OptionalLong cursor(String text) {
        return text.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static String next(Filter filter, long before) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("kind", filter.kind());
        query.put("approval", filter.approval());
        query.put("agent", filter.agent());
        query.put("server", filter.server());
        query.put("person", filter.person());
        query.put("from", filter.from());
        query.put("to", filter.to());
        query.put("before", Long.toString(before));
        return query.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/audit?", ""));
    }

    private Actor actor() {
        return Actor.person(
                desk.caller().person().name().value(), "web", desk.caller().auth());
    }

    @POST
    @Path("check")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response check(MultivaluedMap<String, String> fields) {
        if (!desk.honest(new Form(fields))) {
            return page(403, fields, Message.bad(STALE));
        }
        boolean unused = checks.check(actor());
        trail.seal();
        return Response.seeOther(URI.create("/audit")).build();
    }

    @POST
    @Path("export")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response export(MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        if (!desk.honest(form)) {
            return page(403, fields, Message.bad(STALE));
        }
        try {
            ChainCheck.Written export = checks.export(actor(), narrowed(filter(form)));
            StreamingOutput body = out -> {
                BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
                export.to(buffered);
                buffered.flush();
            };
            return Response.ok(body, "application/x-ndjson")
                    .header("Content-Disposition", "attachment; filename=\"countersign-audit.ndjson\"")
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (DateTimeParseException e) {
            return page(422, fields, Message.NONE);
        }
    }
}
