package dev.countersign.inbox.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.CallLists;
import dev.countersign.inbox.ListAddress;
import dev.countersign.inbox.api.ApprovalJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The history as it is filtered, whole, as a file: page after page is read and written, so its length has no limit. */
@Path("/history")
@RolesAllowed({"admin", "auditor"})
class ExportPages {

    private static final int ROWS = 500;

    private final CallLists lists;
    private final ObjectMapper json;

    ExportPages(CallLists lists, ObjectMapper json) {
        this.lists = lists;
        this.json = json;
    }

    /** Writes one call. */
    private interface Line {
        void write(Writer out, ApprovalView call) throws IOException;
    }

    @GET
    @Path("export.ndjson")
    @Operation(hidden = true)
    public Response ndjson(@Context UriInfo uri) {
        return export(uri, "ndjson", "application/x-ndjson", "", (out, call) -> {
            out.write(json.writeValueAsString(ApprovalJson.of(call)));
            out.write('\n');
        });
    }

    @GET
    @Path("export.csv")
    @Operation(hidden = true)
    public Response csv(@Context UriInfo uri) {
        return export(uri, "csv", "text/csv", CsvLine.HEAD, (out, call) -> out.write(CsvLine.of(call)));
    }

    private Response export(UriInfo uri, String ending, String type, String head, Line line) {
        ListAddress address = ListAddress.of("/history", uri.getQueryParameters());
        Optional<String> problem = HistoryPages.problem(address);
        if (problem.isPresent()) {
            return Response.status(400)
                    .type("text/plain;charset=UTF-8")
                    .entity(problem.get() + "\n")
                    .build();
        }
        CallFilter filter = HistoryPages.filter(address);
        StreamingOutput body = stream -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            out.write(head);
            Optional<String> cursor = Optional.empty();
            do {
                ApprovalViews.Page page = lists.history(filter, cursor, ROWS);
                for (ApprovalView call : page.items()) {
                    line.write(out, call);
                }
                out.flush();
                cursor = page.nextCursor();
            } while (cursor.isPresent());
        };
        return Response.ok(body, type + ";charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"countersign-history." + ending + "\"")
                .build();
    }
}
