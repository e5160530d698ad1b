package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.inbox.edit.EditForms;
import dev.countersign.inbox.stepup.StepUp;
import dev.countersign.inbox.view.CallView;
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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The one form that decides. Rights, owner, digest and expiry are judged by the service, not here. */
@Path("/inbox/{id}/votes")
@RolesAllowed({"approver", "admin", "auditor"})
class VotePages {

    private static final int LONGEST_COMMENT = 2000;
    private static final int LONGEST_KEY = 100;

    private final Approvals approvals;
    private final ApprovalViews views;
    private final CallPages calls;
    private final EditForms edits;
    private final StepUp stepUp;
    private final Desk desk;

    VotePages(Approvals approvals, ApprovalViews views, CallPages calls, EditForms edits, StepUp stepUp, Desk desk) {
        this.approvals = approvals;
        this.views = views;
        this.calls = calls;
        this.edits = edits;
        this.stepUp = stepUp;
        this.desk = desk;
    }

    /**
     * What a person sent.
     *
     * @param digest of the text they chose: the agent's own, or somebody's edit of it
     * @param arguments their own edit
     */
    private record Ballot(Form form, VoteDecision decision, String digest, String comment, Optional<String> arguments) {
        boolean approves() {
            return decision == VoteDecision.APPROVE;
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response vote(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        ApprovalView call = ApprovalId.parse(id).flatMap(views::find).orElseThrow(NotFoundException::new);
        if (!desk.honest(form)) {
            return again(
                    403,
                    call,
                    form,
                    "This form is out of date or not ours. Nothing was decided: look again, then decide.");
        }
        Optional<VoteDecision> decision = decision(form.get("decision"));
        if (decision.isEmpty()) {
            return again(422, call, form, "Choose Approve or Deny.");
        }
        Ballot ballot = ballot(call, form, decision.get());
        if (ballot.comment().length() > LONGEST_COMMENT) {
            return again(422, call, form, "A reason has at most 2,000 characters. Nothing was decided.");
        }
        if (undecided(call, ballot)) {
            return again(422, call, form, "Choose which arguments you approve. Nothing was decided.");
        }
        if (unconfirmed(call, ballot)) {
            return again(422, call, form, "Tick “I have checked these arguments” to approve. Nothing was decided.");
        }
        Optional<String> demand =
                ballot.approves() && could(call) ? stepUp.demand(desk.caller(), call) : Optional.empty();
        return demand.isPresent()
                ? again(403, call, form, demand.get() + " Nothing was decided.")
                : answer(call, form, approvals.vote(request(call, ballot)));
    }

    private static Ballot ballot(ApprovalView call, Form form, VoteDecision decision) {
        boolean denies = decision == VoteDecision.DENY;
        String typed = form.typed("comment").strip();
        String preset = denies ? form.get("preset").strip() : "";
        String comment = preset.isEmpty() || typed.isEmpty() ? preset + typed : preset + ": " + typed;
        String digest = !denies && form.has("choice") ? form.get("choice") : form.get("digest");
        Optional<String> arguments =
                form.has("arguments") ? Optional.of(EditForms.text(form.get("arguments"), call)) : Optional.empty();
        return new Ballot(form, decision, digest, comment, arguments);
    }

    private VoteRequest request(ApprovalView call, Ballot ballot) {
        String body = ballot.decision().word() + "\n" + ballot.digest() + "\n" + ballot.comment() + "\n"
                + ballot.arguments().orElse("");
        Optional<String> key =
                Optional.of(ballot.form().get("key")).filter(k -> !k.isEmpty() && k.length() <= LONGEST_KEY);
        return new VoteRequest(
                call.id(),
                desk.caller().person().name(),
                ballot.decision(),
                ballot.digest(),
                ballot.comment(),
                ballot.arguments(),
                Channel.WEB,
                desk.caller().auth(),
                key.map(k -> "web-" + k),
                Digest.ofBytes(body.getBytes(StandardCharsets.UTF_8)).value());
    }

    private static Optional<VoteDecision> decision(String word) {
        return switch (word) {
            case "approve" -> Optional.of(VoteDecision.APPROVE);
            case "deny" -> Optional.of(VoteDecision.DENY);
            default -> Optional.empty();
        };
    }

    private boolean could(ApprovalView call) {
        return call.status() == Status.PENDING
                && Lanes.eligibility(desk.caller().person(), call).mayDecide();
    }

    /** Whether there are two texts to choose from and none was chosen. */
    private boolean undecided(ApprovalView call, Ballot ballot) {
        return ballot.approves()
                && could(call)
                && call.edited().isPresent()
                && ballot.arguments().isEmpty()
                && !ballot.form().has("choice");
    }

    /** The box matters to who could approve this very call now; everybody else gets the service's answer. */
    private boolean unconfirmed(ApprovalView call, Ballot ballot) {
        boolean known = call.digest().value().equals(ballot.digest())
                || call.edited()
                        .filter(e -> e.digest().value().equals(ballot.digest()))
                        .isPresent();
        return ballot.approves()
                && !ballot.form().has("confirm")
                && could(call)
                && known
                && CallView.wantsConfirmation(call, ballot.arguments());
    }

    private Response answer(ApprovalView call, Form form, VoteResult result) {
        if (result instanceof VoteResult.Recorded) {
            return Response.seeOther(URI.create("/inbox/" + call.id())).build();
        }
        if (result instanceof VoteResult.AlreadyDecided decided) {
            return answer(409, decided.record(), form, Answers.alreadyDecided(decided.record()));
        }
        if (result instanceof VoteResult.Expired expired) {
            return answer(410, expired.record(), form, "The time was over. Nothing of yours was recorded.");
        }
        if (result instanceof VoteResult.DigestMismatch other) {
            return answer(
                    412, other.record(), form, "The call is not the one you were shown. Look again, then decide.");
        }
        if (result instanceof VoteResult.Forbidden forbidden) {
            return answer(403, call, form, forbidden.reason() + " Nothing was changed.");
        }
        if (result instanceof VoteResult.Invalid invalid) {
            return again(422, call, form, invalid.reason());
        }
        if (result instanceof VoteResult.KeyReused) {
            return again(422, call, form, "This form was sent before with other words. Look again, then decide.");
        }
        throw new NotFoundException();
    }

    /** The form once more, with everything that was typed. */
    private Response again(int status, ApprovalView call, Form form, String message) {
        return form.has("arguments") && could(call)
                ? Desk.page(
                        status,
                        edits.review(
                                call,
                                EditForms.text(form.get("arguments"), call),
                                form.typed("comment"),
                                Message.bad(message)))
                : answer(status, call, form, message);
    }

    private Response answer(int status, ApprovalView call, Form form, String message) {
        return Desk.page(status, calls.page(call, Message.bad(message), form.typed("comment")));
    }
}
