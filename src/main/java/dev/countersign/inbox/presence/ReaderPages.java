package dev.countersign.inbox.presence;

import dev.countersign.call.ApprovalId;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What an open page of a call says every ten seconds: I am here; the answer is a sentence about the others, empty when nobody is. */
@Path("/inbox/{id}/readers")
@RolesAllowed({"approver", "admin", "auditor"})
class ReaderPages {

    private final Readers readers;
    private final Desk desk;

    ReaderPages(Readers readers, Desk desk) {
        this.readers = readers;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response here(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        if (!desk.honest(new Form(fields))) {
            return Response.status(403).build();
        }
        ApprovalId call = ApprovalId.parse(id).orElseThrow(NotFoundException::new);
        List<String> others = readers.noted(call, desk.caller().person().name());
        String words = others.isEmpty()
                ? ""
                : String.join(", ", others) + (others.size() == 1 ? " has" : " have") + " this call open, too.";
        return Response.ok(words, "text/plain;charset=UTF-8").build();
    }
}
