package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Status;
import dev.countersign.identity.Eligibility;
import dev.countersign.inbox.view.CallView;
import dev.countersign.inbox.view.Decide;
import dev.countersign.inbox.view.Message;
import jakarta.enterprise.context.RequestScoped;

/** Puts the page of one call together, for looking and for answering a vote alike. */
@RequestScoped
class CallPages {

    private final ApprovalViews approvals;
    private final Desk desk;

    CallPages(ApprovalViews approvals, Desk desk) {
        this.approvals = approvals;
        this.desk = desk;
    }

    /** @param comment what the person typed before, kept */
    Pages.CallPage page(ApprovalView call, Message message, String comment) {
        CallView view = CallView.of(call, approvals.steps(call.id()), approvals.explanation(call.id()), desk.now());
        return new Pages.CallPage(
                desk.shell(call.agent() + " asks " + call.server(), "inbox"), view, decide(call, comment), message);
    }

    private Decide decide(ApprovalView call, String comment) {
        Eligibility eligibility = Lanes.eligibility(desk.caller().person(), call);
        boolean pending = call.status() == Status.PENDING;
        boolean open = pending && eligibility.mayDecide();
        String reason = pending && !open ? eligibility.reason() : "";
        return new Decide(open, reason, CallView.wantsConfirmation(call), comment, desk.formKey());
    }
}
