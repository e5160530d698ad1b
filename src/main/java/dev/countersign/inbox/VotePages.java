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
import java.util.Locale;
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
    private final Desk desk;

    VotePages(Approvals approvals, ApprovalViews views, CallPages calls, Desk desk) {
        this.approvals = approvals;
        this.views = views;
        this.calls = calls;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response vote(@PathParam("id") String id, MultivaluedMap<String, String> fields) {
        Form form = new Form(fields);
        ApprovalView call = ApprovalId.parse(id).flatMap(views::find).orElseThrow(NotFoundException::new);
        if (!desk.honest(form)) {
            return answer(
                    403,
                    call,
                    form,
                    "This form is out of date or not ours. Nothing was decided: look again, then decide.");
        }
        // Browsers end lines with CR LF in forms; the comment is what was typed
        String comment = form.get("comment").replace("\r\n", "\n").strip();
        Optional<VoteDecision> decision = decision(form.get("decision"));
        if (decision.isEmpty()) {
            return answer(422, call, form, "Choose Approve or Deny.");
        }
        if (comment.length() > LONGEST_COMMENT) {
            return answer(422, call, form, "A reason has at most 2,000 characters. Nothing was decided.");
        }
        if (unconfirmed(call, decision.get(), form)) {
            return answer(422, call, form, "Tick “I have checked these arguments” to approve. Nothing was decided.");
        }
        return answer(call, form, approvals.vote(request(call, form, decision.get(), comment)));
    }

    private VoteRequest request(ApprovalView call, Form form, VoteDecision decision, String comment) {
        String body = decision.word() + "\n" + form.get("digest") + "\n" + comment;
        Optional<String> key = Optional.of(form.get("key")).filter(k -> !k.isEmpty() && k.length() <= LONGEST_KEY);
        return new VoteRequest(
                call.id(),
                desk.caller().person().name(),
                decision,
                form.get("digest"),
                comment,
                Optional.empty(),
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

    /** The box matters to who could approve this very call now; everybody else gets the service's answer. */
    private boolean unconfirmed(ApprovalView call, VoteDecision decision, Form form) {
        return decision == VoteDecision.APPROVE
                && !form.has("confirm")
                && call.status() == Status.PENDING
                && call.digest().value().equals(form.get("digest"))
                && Lanes.eligibility(desk.caller().person(), call).mayDecide()
                && CallView.wantsConfirmation(call);
    }

    private Response answer(ApprovalView call, Form form, VoteResult result) {
        if (result instanceof VoteResult.Recorded) {
            return Response.seeOther(URI.create("/inbox/" + call.id())).build();
        }
        if (result instanceof VoteResult.AlreadyDecided decided) {
            return answer(409, decided.record(), form, alreadyDecided(decided.record()));
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
            return answer(422, call, form, invalid.reason());
        }
        if (result instanceof VoteResult.KeyReused) {
            return answer(422, call, form, "This form was sent before with other words. Look again, then decide.");
        }
        throw new NotFoundException();
    }

    private static String alreadyDecided(ApprovalView call) {
        String by = call.votes().isEmpty()
                ? ""
                : ", decided by " + call.votes().get(call.votes().size() - 1).by();
        String state = call.status().word().toUpperCase(Locale.ROOT).charAt(0)
                + call.status().word().substring(1);
        return state + by + " before. Nothing of yours was recorded.";
    }

    private Response answer(int status, ApprovalView call, Form form, String message) {
        return Desk.page(status, calls.page(call, Message.bad(message), form.get("comment")));
    }
}
