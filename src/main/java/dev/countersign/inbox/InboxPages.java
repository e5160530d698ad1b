package dev.countersign.inbox;

import dev.countersign.approval.ApprovalViews;
import dev.countersign.call.ApprovalId;
import dev.countersign.inbox.view.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The inbox and the page of one call. Whoever has a role sees every call; nothing here changes anything. */
@Path("/")
@RolesAllowed({"approver", "admin", "auditor"})
class InboxPages {

    private static final int LAST_PAGE = 10_000;

    private final ApprovalViews approvals;
    private final Lanes lanes;
    private final CallPages calls;
    private final Desk desk;

    InboxPages(ApprovalViews approvals, Lanes lanes, CallPages calls, Desk desk) {
        this.approvals = approvals;
        this.lanes = lanes;
        this.calls = calls;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response home() {
        return Response.seeOther(URI.create("/inbox")).build();
    }

    @GET
    @Path("inbox")
    @Operation(hidden = true)
    public Response inbox(@QueryParam("page") @DefaultValue("0") String page) {
        int number = page.matches("[0-9]{1,5}") ? Math.min(Integer.parseInt(page), LAST_PAGE) : 0;
        Lanes.Sorted sorted = lanes.of(desk.caller().person(), number, desk.now());
        return Desk.page(200, new Pages.ListPage(desk.shell("Inbox", "inbox", sorted.waiting()), sorted.lanes()));
    }

    @GET
    @Path("inbox/{id}")
    @Operation(hidden = true)
    public Response call(@PathParam("id") String id) {
        return ApprovalId.parse(id)
                .flatMap(approvals::find)
                .map(call -> Desk.page(200, calls.page(call, Message.NONE, "")))
                .orElseThrow(NotFoundException::new);
    }
}
