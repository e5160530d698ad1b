package dev.countersign.inbox.bulk;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Channel;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.call.ApprovalId;
import dev.countersign.identity.Eligibility;
import dev.countersign.inbox.Answers;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.Lanes;
import dev.countersign.inbox.stepup.StepUp;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Row;
import dev.countersign.inbox.view.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The confirmation that lists every chosen call with all its arguments, and the results, one for each. */
@Path("/inbox/bulk")
@RolesAllowed("approver")
class BulkPages {

    private static final String NAMES = CheckedTemplate.HYPHENATED_ELEMENT_NAME;
    private static final int LONGEST_COMMENT = 2000;
    private static final int LONGEST_KEY = 60;

    private final ApprovalViews views;
    private final BulkBallot ballot;
    private final StepUp stepUp;
    private final Desk desk;

    BulkPages(ApprovalViews views, BulkBallot ballot, StepUp stepUp, Desk desk) {
        this.views = views;
        this.ballot = ballot;
        this.stepUp = stepUp;
        this.desk = desk;
    }

    /** {@code bulk-page.html}. */
    @CheckedTemplate(basePath = "inbox", defaultName = NAMES)
    record BulkPage(
            Shell shell,
            boolean approve,
            List<BulkGroup> groups,
            int count,
            String key,
            String comment,
            Message message)
            implements TemplateInstance {}

    /** {@code bulk-results-page.html}. */
    @CheckedTemplate(basePath = "inbox", defaultName = NAMES)
    record BulkResultsPage(Shell shell, boolean approve, List<Outcome> results, int recorded)
            implements TemplateInstance {}

    /** The result of one call; the row is missing when there is no such call. */
    record Outcome(String id, String kind, String words, Optional<Row> row) {}

    @GET
    @Operation(hidden = true)
    public Response choose(@RestQuery List<String> id, @RestQuery Optional<String> decision) {
        List<ApprovalView> calls = id.stream()
                .distinct()
                .limit(BulkBallot.MOST)
                .map(ApprovalId::parse)
                .flatMap(Optional::stream)
                .map(views::find)
                .flatMap(Optional::stream)
                .toList();
        Message message = calls.isEmpty()
                ? Message.bad("No call is chosen: tick some in the inbox first.")
                : id.size() > BulkBallot.MOST
                        ? Message.bad("At most 50 calls at once: the first 50 are here.")
                        : Message.NONE;
        return page(200, calls, !decision.orElse("").equals("deny"), "", message);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response decide(MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        boolean approve = form.get("decision").equals("approve");
        boolean deny = form.get("decision").equals("deny");
        List<BulkBallot.Item> ticked = form.all("item").stream()
                .map(BulkPages::item)
                .flatMap(Optional::stream)
                .toList();
        String comment = form.typed("comment").strip();
        if (!desk.honest(form)) {
            return again(403, form, approve, "This form is out of date or not ours. Nothing was decided.");
        }
        if (!approve && !deny) {
            return again(422, form, true, "Choose Approve or Deny. Nothing was decided.");
        }
        if (ticked.isEmpty() || ticked.size() > BulkBallot.MOST) {
            return again(422, form, approve, "Tick 1 to 50 calls. Nothing was decided.");
        }
        if (approve && unproved(ticked)) {
            return again(403, form, true, "Approving a critical call wants a fresh login. Nothing was decided.");
        }
        if (comment.length() > LONGEST_COMMENT) {
            return again(422, form, approve, "A reason has at most 2,000 characters. Nothing was decided.");
        }
        Optional<String> key = Optional.of(form.get("key")).filter(k -> !k.isEmpty() && k.length() <= LONGEST_KEY);
        VoteDecision decision = approve ? VoteDecision.APPROVE : VoteDecision.DENY;
        List<BulkBallot.Result> results = ballot.cast(
                new BulkBallot.Wish(decision, comment, ticked, Channel.WEB, key.map(k -> "bulk-" + k)), desk.caller());
        return Desk.page(200, results(approve, results));
    }

    private boolean unproved(List<BulkBallot.Item> ticked) {
        return ticked.stream()
                .flatMap(item -> views.find(item.id()).stream())
                .anyMatch(call -> stepUp.demand(desk.caller(), call).isPresent());
    }

    private BulkResultsPage results(boolean approve, List<BulkBallot.Result> results) {
        return new BulkResultsPage(
                desk.shell("Results", "inbox"),
                approve,
                results.stream()
                        .map(r -> new Outcome(
                                r.id().toString(),
                                r.kind(),
                                r.words(),
                                r.record().or(() -> views.find(r.id())).map(call -> Row.of(call, desk.now()))))
                        .toList(),
                (int) results.stream().filter(r -> r.kind().equals("recorded")).count());
    }

    private static Optional<BulkBallot.Item> item(String value) {
        String[] parts = value.split(" ", 2);
        return parts.length == 2
                ? ApprovalId.parse(parts[0]).map(id -> new BulkBallot.Item(id, parts[1]))
                : Optional.empty();
    }

    /** The same calls once more; those that were on the page stand in hidden fields. */
    private Response again(int status, Form form, boolean approve, String message) {
        List<ApprovalView> calls = Stream.of(form.all("shown"))
                .flatMap(List::stream)
                .distinct()
                .limit(BulkBallot.MOST)
                .map(ApprovalId::parse)
                .flatMap(Optional::stream)
                .map(views::find)
                .flatMap(Optional::stream)
                .toList();
        return page(status, calls, approve, form.typed("comment"), Message.bad(message));
    }

    private Response page(int status, List<ApprovalView> calls, boolean approve, String comment, Message message) {
        List<BulkGroup.Candidate> candidates = calls.stream()
                .map(call -> new BulkGroup.Candidate(call, closed(call, approve)))
                .toList();
        return Desk.page(
                status,
                new BulkPage(
                        desk.shell(approve ? "Approve selected" : "Deny selected", "inbox"),
                        approve,
                        BulkGroup.of(candidates, approve, desk.now()),
                        calls.size(),
                        desk.formKey(),
                        comment,
                        message));
    }

    private String closed(ApprovalView call, boolean approve) {
        if (call.status() != Status.PENDING) {
            return Answers.alreadyDecided(call);
        }
        Eligibility eligibility = Lanes.eligibility(desk.caller().person(), call);
        if (!eligibility.mayDecide()) {
            return eligibility.reason();
        }
        return approve ? stepUp.demand(desk.caller(), call).orElse("") : "";
    }
}
