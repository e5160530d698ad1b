package dev.countersign.inbox.history;

import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Status;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.CallLists;
import dev.countersign.call.Risk;
import dev.countersign.identity.Role;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.ListAddress;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Row;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Everything decided or ended; the address is the query, so it can be shared. */
@Path("/history")
@RolesAllowed({"approver", "admin", "auditor"})
class HistoryPages {

    private static final int ROWS = 50;

    private final CallLists lists;
    private final Desk desk;

    HistoryPages(CallLists lists, Desk desk) {
        this.lists = lists;
        this.desk = desk;
    }

    /**
     * {@code history-page.html}.
     *
     * @param exports whether the person may take the list along
     */
    @CheckedTemplate(basePath = "inbox", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record HistoryPage(
            Shell shell,
            ListAddress address,
            List<String> states,
            List<String> risks,
            List<Row> rows,
            String next,
            boolean exports,
            Message message)
            implements TemplateInstance {}

    @GET
    @Operation(hidden = true)
    public Response history(@Context UriInfo uri) {
        ListAddress address = ListAddress.of("/history", uri.getQueryParameters());
        Optional<String> problem = problem(address);
        if (problem.isPresent()) {
            return page(400, address, List.of(), "", problem.get());
        }
        try {
            ApprovalViews.Page found = lists.history(
                    filter(address), Optional.of(address.get("cursor")).filter(c -> !c.isEmpty()), ROWS);
            List<Row> rows =
                    found.items().stream().map(call -> Row.of(call, desk.now())).toList();
            return page(
                    200,
                    address,
                    rows,
                    found.nextCursor().map(c -> address.with("cursor", c)).orElse(""),
                    "");
        } catch (IllegalArgumentException noCursor) {
            return page(400, address, List.of(), "", "This page does not exist any more: search again.");
        }
    }

    static Optional<String> problem(ListAddress address) {
        boolean noState = !address.get("state").isEmpty()
                && Status.of(address.get("state")).isEmpty();
        return noState ? Optional.of("There is no such state: choose one of the list.") : address.problem();
    }

    /** What was decided or ended, or what stands in the one state that was asked for. */
    static CallFilter filter(ListAddress address) {
        CallFilter filter = address.filter();
        return Status.of(address.get("state")).map(filter::in).orElseGet(filter::decided);
    }

    private Response page(int status, ListAddress address, List<Row> rows, String next, String error) {
        return Desk.page(
                status,
                new HistoryPage(
                        desk.shell("History", "history"),
                        address,
                        Stream.of(Status.values()).map(Status::word).toList(),
                        Stream.of(Risk.values()).map(Risk::word).toList(),
                        rows,
                        next,
                        desk.caller().person().has(Role.AUDITOR)
                                || desk.caller().person().has(Role.ADMIN),
                        error.isEmpty() ? Message.NONE : Message.bad(error)));
    }
}
