package dev.countersign.inbox;

import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.list.CallLists;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Risk;
import dev.countersign.inbox.view.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The inbox and the page of one call. Whoever has a role sees every call; nothing here changes anything. */
@Path("/")
@RolesAllowed({"approver", "admin", "auditor"})
class InboxPages {

    private final ApprovalViews approvals;
    private final CallLists lists;
    private final Lanes lanes;
    private final CallPages calls;
    private final FirstRun teacher;
    private final Desk desk;

    InboxPages(ApprovalViews approvals, CallLists lists, Lanes lanes, CallPages calls, FirstRun teacher, Desk desk) {
        this.approvals = approvals;
        this.lists = lists;
        this.lanes = lanes;
        this.calls = calls;
        this.teacher = teacher;
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
    public Response inbox(@Context UriInfo uri) {
        ListAddress address = ListAddress.of("/inbox", uri.getQueryParameters());
        Optional<String> problem = address.problem();
        ListAddress asked = problem.isPresent() ? new ListAddress("/inbox", Map.of()) : address;
        Lanes.Sorted sorted = lanes.of(desk.reader(), asked, desk.now());
        boolean first = !asked.filtered()
                && sorted.lanes().stream().allMatch(lane -> lane.rows().isEmpty())
                && !lists.any();
        Message message = problem.map(Message::bad).orElse(Message.NONE);
        return Desk.page(
                problem.isPresent() ? 400 : 200,
                new Pages.ListPage(
                        desk.shell("Inbox", "inbox", sorted.waiting()),
                        sorted.lanes(),
                        address,
                        Stream.of(Risk.values()).map(Risk::word).toList(),
                        first,
                        teacher.server(),
                        teacher.snippet(uri.getBaseUri()),
                        message));
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
