package dev.countersign.inbox;

import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Status;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Everything decided or ended; the address is the query, so it can be shared. */
@Path("/history")
@RolesAllowed({"approver", "admin", "auditor"})
class HistoryPages {

    private static final int ROWS = 50;
    private static final int LONGEST_TEXT = 256;
    private static final List<String> FIELDS = List.of("q", "state", "server", "tool", "agent", "cursor");
    private static final Set<Status> DECIDED = EnumSet.complementOf(EnumSet.of(Status.PARKING, Status.PENDING));

    private final ApprovalViews approvals;
    private final Desk desk;

    HistoryPages(ApprovalViews approvals, Desk desk) {
        this.approvals = approvals;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response history(@Context UriInfo address) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String value = address.getQueryParameters().getFirst(field);
            query.put(field, value == null ? "" : value);
        }
        if (query.values().stream().anyMatch(v -> v.length() > LONGEST_TEXT)) {
            return page(400, query, List.of(), Optional.empty(), "A search has at most 256 characters.");
        }
        Optional<Status> status = Status.of(query.getOrDefault("state", ""));
        if (status.isEmpty() && field(query, "state").isPresent()) {
            return page(400, query, List.of(), Optional.empty(), "There is no such state: choose one of the list.");
        }
        try {
            var found = approvals.list(new ApprovalQuery(
                    status.map(Set::of).orElse(DECIDED),
                    field(query, "server"),
                    field(query, "tool"),
                    field(query, "agent"),
                    field(query, "q"),
                    ROWS,
                    field(query, "cursor")));
            List<Row> rows =
                    found.items().stream().map(call -> Row.of(call, desk.now())).toList();
            return page(200, query, rows, found.nextCursor(), "");
        } catch (IllegalArgumentException noCursor) {
            return page(400, query, List.of(), Optional.empty(), "This page does not exist any more: search again.");
        }
    }

    private Response page(
            int status, Map<String, String> query, List<Row> rows, Optional<String> cursor, String error) {
        String next = cursor.map(c -> "/history?" + address(query, c)).orElse("");
        List<String> states = Stream.of(Status.values()).map(Status::word).toList();
        Message message = error.isEmpty() ? Message.NONE : Message.bad(error);
        return Desk.page(
                status, new Pages.HistoryPage(desk.shell("History", "history"), query, states, rows, next, message));
    }

    private static Optional<String> field(Map<String, String> query, String name) {
        return Optional.of(query.getOrDefault(name, "")).filter(v -> !v.isBlank());
    }

    private static String address(Map<String, String> query, String cursor) {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put("cursor", cursor);
        return next.entrySet().stream()
                .filter(e -> !e.getValue().isBlank())
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
