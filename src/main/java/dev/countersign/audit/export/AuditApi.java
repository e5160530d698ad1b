package dev.countersign.audit.export;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.AuditTrail.Line;
import dev.countersign.audit.AuditTrail.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The audit trail over REST; whoever only approves gets 403. */
@Path("/api/v1/audit")
@RolesAllowed({"auditor", "admin"})
@Blocking
public class AuditApi {

    private static final String NDJSON = "application/x-ndjson";
    private static final int BUFFER = 64 * 1024;

    private final AuditTrail trail;
    private final AuditExport exports;
    private final SecurityIdentity caller;

    AuditApi(AuditTrail trail, AuditExport exports, SecurityIdentity caller) {
        this.trail = trail;
        this.exports = exports;
        this.caller = caller;
    }

    /** Entries, newest first, as stored: {@code {items, nextCursor}}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Entries of the audit trail, newest first")
    public String page(@BeanParam AuditParameters parameters) {
        Page page = trail.page(parameters.filter(), parameters.before(), parameters.pageSize());
        String items = page.lines().stream().map(Line::text).collect(Collectors.joining(","));
        String next = page.next().isPresent() ? "\"" + page.next().getAsLong() + "\"" : "null";
        return "{\"items\":[" + items + "],\"nextCursor\":" + next + "}";
    }

    /** The whole trail, or with a filter the whole chain with what the filter leaves out as hashes only. */
    @GET
    @Path("/export")
    @Produces(NDJSON)
    @Operation(summary = "The audit trail as a signed file for verify-audit")
    public Response export(@BeanParam AuditParameters parameters) {
        Actor by = Actor.person(caller.getPrincipal().getName(), "rest", "");
        AuditExport.Prepared export = exports.prepare(by, parameters.filter());
        StreamingOutput body = out -> write(export, out);
        return Response.ok(body, NDJSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"countersign-audit.ndjson\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private void write(AuditExport.Prepared export, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
        exports.write(export, buffered);
        buffered.flush();
    }
}
