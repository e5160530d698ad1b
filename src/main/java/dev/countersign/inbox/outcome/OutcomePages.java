package dev.countersign.inbox.outcome;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;
import dev.countersign.inbox.Answers;
import dev.countersign.inbox.CallPages;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.view.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The small forms of a call that was decided. None of them sends anything to a server. */
@Path("/")
@RolesAllowed({"approver", "admin", "auditor"})
class OutcomePages {

    private static final int LONGEST_NOTE = 2000;

    private final Approvals approvals;
    private final ApprovalViews views;
    private final CallPages calls;
    private final Desk desk;

    OutcomePages(Approvals approvals, ApprovalViews views, CallPages calls, Desk desk) {
        this.approvals = approvals;
        this.views = views;
        this.calls = calls;
        this.desk = desk;
    }

    @POST
    @Path("inbox/{id}/taking-back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response takeBack(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        return act(
                id,
                fields,
                form -> Optional.empty(),
                (call, form) -> approvals.takeBack(call.id(), me(), Channel.WEB, auth()));
    }

    @POST
    @Path("inbox/{id}/owner")
    @RolesAllowed({"approver", "admin"})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response own(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        return act(
                id,
                fields,
                form -> Optional.empty(),
                (call, form) -> approvals.lookInto(call.id(), me(), Channel.WEB, auth()));
    }

    @POST
    @Path("inbox/{id}/resolution")
    @RolesAllowed({"approver", "admin"})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response resolve(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        return act(
                id,
                fields,
                OutcomePages::unfinished,
                (call, form) -> approvals.resolve(
                        call.id(),
                        me(),
                        form.get("finding").equals("executed"),
                        form.typed("note").strip(),
                        Channel.WEB,
                        auth()));
    }

    private static Optional<String> unfinished(Form form) {
        String finding = form.get("finding");
        if (!finding.equals("executed") && !finding.equals("not-executed")) {
            return Optional.of("Say whether it was executed. Nothing was noted.");
        }
        String note = form.typed("note").strip();
        return note.isEmpty() || note.length() > LONGEST_NOTE
                ? Optional.of("Say who looked where, in at most 2,000 characters. Nothing was noted.")
                : Optional.empty();
    }

    /** Does something to a call. */
    private interface Act {
        VoteResult on(ApprovalView call, Form form);
    }

    private Response act(
            String id, MultivaluedMap<String, String> fields, Function<Form, Optional<String>> problem, Act act) {
        ApprovalView call = ApprovalId.parse(id).flatMap(views::find).orElseThrow(NotFoundException::new);
        Form form = new Form(fields);
        if (!desk.honest(form)) {
            return page(403, call, Message.bad("This form is out of date or not ours. Nothing was changed."), form);
        }
        Optional<String> wrong = problem.apply(form);
        if (wrong.isPresent()) {
            return page(422, call, Message.bad(wrong.get()), form);
        }
        VoteResult result = act.on(call, form);
        if (result instanceof VoteResult.Recorded) {
            return Response.seeOther(URI.create("/inbox/" + call.id())).build();
        }
        int status = result instanceof VoteResult.Forbidden ? 403 : result instanceof VoteResult.NotFound ? 404 : 409;
        ApprovalView now = views.find(call.id()).orElse(call);
        Message message = result instanceof VoteResult.AlreadyDecided
                ? Message.bad("Too late: " + now.status().word() + ". Nothing of yours was recorded.")
                : Answers.message(result);
        return page(status, now, message, form);
    }

    private Response page(int status, ApprovalView call, Message message, Form form) {
        return Desk.page(status, calls.page(call, message, form.typed("note")));
    }

    private PersonName me() {
        return desk.caller().person().name();
    }

    private String auth() {
        return desk.caller().auth();
    }
}
