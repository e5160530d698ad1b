package dev.countersign.inbox.edit;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import dev.countersign.inbox.CallPages;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import dev.countersign.inbox.Lanes;
import dev.countersign.inbox.view.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Writing other arguments and looking at the differences. Neither changes anything: the vote does. */
@Path("/inbox/{id}/edit")
@RolesAllowed({"approver", "admin", "auditor"})
class EditPages {

    private final ApprovalViews views;
    private final Approvals approvals;
    private final CallPages calls;
    private final EditForms forms;
    private final Desk desk;

    EditPages(ApprovalViews views, Approvals approvals, CallPages calls, EditForms forms, Desk desk) {
        this.views = views;
        this.approvals = approvals;
        this.calls = calls;
        this.forms = forms;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Response write(@PathParam("id") String id) {
        ApprovalView call = find(id);
        Optional<Response> not = closed(call);
        String text = call.edited().map(ApprovalView.Edit::argumentsText).orElse(call.argumentsText());
        return not.orElseGet(() -> Desk.page(200, forms.writing(call, text, Message.NONE)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response review(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        ApprovalView call = find(id);
        Form form = new Form(fields);
        Optional<Response> not = closed(call);
        if (not.isPresent()) {
            return not.get();
        }
        String text = EditForms.text(form.get("arguments"), call);
        if (!desk.honest(form)) {
            return bad(403, call, text, "This form is out of date or not ours. Nothing was decided: review again.");
        }
        if (text.equals(call.argumentsText())) {
            return bad(422, call, text, "Nothing is changed: go back to the call to approve it as it was proposed.");
        }
        return approvals
                .objection(call.id(), text)
                .map(why -> bad(422, call, text, why))
                .orElseGet(() -> Desk.page(200, forms.review(call, text, form.typed("comment"), Message.NONE)));
    }

    private ApprovalView find(String id) {
        return ApprovalId.parse(id).flatMap(views::find).orElseThrow(NotFoundException::new);
    }

    /** The call itself, where this person cannot decide it: the page says why. */
    private Optional<Response> closed(ApprovalView call) {
        if (call.status() != Status.PENDING) {
            return Optional.of(Desk.page(
                    409, calls.page(call, Message.bad("The call was decided, or ended. Nothing was changed."), "")));
        }
        return Lanes.eligibility(desk.caller().person(), call).mayDecide()
                ? Optional.empty()
                : Optional.of(Desk.page(403, calls.page(call, Message.NONE, "")));
    }

    private Response bad(int status, ApprovalView call, String text, String message) {
        return Desk.page(status, forms.writing(call, text, Message.bad(message)));
    }
}
