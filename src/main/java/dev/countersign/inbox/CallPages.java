package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalView.CastVote;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.list.CallLists;
import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.identity.Eligibility;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import dev.countersign.inbox.stepup.StepUp;
import dev.countersign.inbox.text.FieldOrder;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.CallView;
import dev.countersign.inbox.view.Decide;
import dev.countersign.inbox.view.Earlier;
import dev.countersign.inbox.view.Message;
import dev.countersign.inbox.view.Why;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Puts the page of one call together, for looking and for answering what a person did alike. */
@RequestScoped
public class CallPages {

    private static final int EARLIER = 10;

    private final ApprovalViews approvals;
    private final CallLists lists;
    private final ToolFields tools;
    private final StepUp stepUp;
    private final Desk desk;

    CallPages(ApprovalViews approvals, CallLists lists, ToolFields tools, StepUp stepUp, Desk desk) {
        this.approvals = approvals;
        this.lists = lists;
        this.tools = tools;
        this.stepUp = stepUp;
        this.desk = desk;
    }

    /**
     * The page as it is now.
     *
     * @param comment what the person typed before, kept
     */
    public Pages.CallPage page(ApprovalView call, Message message, String comment) {
        boolean pending = call.status() == Status.PENDING;
        CallLists.Neighbours neighbours = pending
                ? lists.neighbours(desk.reader(), call)
                : new CallLists.Neighbours(Optional.empty(), Optional.empty());
        return new Pages.CallPage(
                desk.shell(call.agent() + " asks " + call.server(), "inbox"),
                view(call),
                decide(call, comment),
                new Earlier(
                        lists.earlier(call, EARLIER).stream()
                                .map(c -> Earlier.Call.of(c, desk.now()))
                                .toList(),
                        neighbours.previous().map(Object::toString).orElse(""),
                        neighbours.next().map(Object::toString).orElse("")),
                message);
    }

    /** The call as every page shows it. */
    public CallView view(ApprovalView call) {
        Optional<Why> why = approvals.explanation(call.id()).flatMap(Why::of);
        Optional<ToolDefinition> definition = tools.definition(call);
        FieldOrder order = tools.order(definition, why);
        ShownText says =
                ShownText.of(definition.map(ToolDefinition::description).orElse(""));
        return CallView.of(call, new CallView.Known(order, says, why), approvals.steps(call.id()), desk.now());
    }

    /** The form of the person who asks. */
    public Decide decide(ApprovalView call, String comment) {
        Person person = desk.caller().person();
        Eligibility eligibility = Lanes.eligibility(person, call);
        boolean pending = call.status() == Status.PENDING;
        boolean open = pending && eligibility.mayDecide();
        String reason = pending && !open ? eligibility.reason() : "";
        return new Decide(
                open,
                reason,
                CallView.wantsConfirmation(call),
                comment,
                desk.formKey(),
                open ? stepUp.demand(desk.caller(), call).orElse("") : "",
                call.status() == Status.APPROVED && approved(person, call),
                call.status() == Status.UNKNOWN
                        && call.resolution().isEmpty()
                        && (person.has(Role.APPROVER) || person.has(Role.ADMIN)));
    }

    private static boolean approved(Person person, ApprovalView call) {
        return call.votes().stream()
                .filter(vote -> vote.decision() == VoteDecision.APPROVE)
                .map(CastVote::by)
                .anyMatch(person.name()::equals);
    }
}
