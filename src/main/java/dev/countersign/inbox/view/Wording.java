package dev.countersign.inbox.view;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalView.CastVote;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import java.time.Duration;
import java.util.stream.Collectors;

/** What each state says: never more than the record, never "done" because a button was pressed. */
final class Wording {

    private Wording() {}

    /** The state as a sentence, without text from outside. */
    static String sentence(ApprovalView call) {
        return switch (call.status()) {
            case PARKING -> "Being recorded";
            case PENDING -> "Waiting for a decision" + quorum(call);
            case APPROVED ->
                "Approved by " + approvers(call) + ", not sent yet"
                        + (call.attached() ? "" : " – the agent has to call again to collect it");
            case RELEASING -> "Approved by " + approvers(call) + ". Being sent to " + call.server() + "; no answer yet";
            case COMPLETED -> "Completed: " + call.server() + " answered" + at(call);
            case FAILED ->
                call.outcome().isPresent() && call.outcome().get().isError()
                        ? "Failed: " + call.server() + " answered with an error, or it was not sent" + at(call)
                        : "Failed: it was not sent";
            case DENIED -> "Denied by " + deniers(call);
            case EXPIRED ->
                "Expired at " + Moment.clock(call.expiresAt()) + ": nobody decided in time. The call was refused";
            case WITHDRAWN -> "The agent took the call back";
            case VOIDED -> voided(call);
            case UNKNOWN -> "Outcome unknown: sent, the answer was lost. It may have happened. It is not sent again";
        };
    }

    private static String at(ApprovalView call) {
        return call.outcome().map(o -> " at " + Moment.clock(o.at())).orElse("");
    }

    private static String voided(ApprovalView call) {
        if (call.voidedBy()
                .filter(why -> why.endsWith(" took the approval back."))
                .isPresent()) {
            return "Approved by " + approvers(call) + ", then not sent: "
                    + call.voidedBy().get();
        }
        String approved = approvers(call).isEmpty() ? "Not sent" : "Approved by " + approvers(call) + ", then not sent";
        return approved + ": something it was approved under changed";
    }

    /** What a row says beside the state: whose turn it is, who looks into it. */
    static String note(ApprovalView call) {
        return switch (call.status()) {
            case PENDING ->
                call.quorum().required() == 1
                        ? ""
                        : call.quorum().approvals() + " of " + call.quorum().required() + " approvals"
                                + (call.quorum().groups().isEmpty()
                                        ? ""
                                        : ", from "
                                                + call.quorum().groups().stream()
                                                        .sorted()
                                                        .collect(Collectors.joining(" or ")));
            case APPROVED -> "approved by " + approvers(call) + ", not sent yet";
            case RELEASING -> "sent, no answer yet";
            case UNKNOWN ->
                call.resolution().isPresent()
                        ? (call.resolution().get().executed() ? "it was executed" : "it was not executed")
                        : call.watcher().map(who -> who + " looks into it").orElse("nobody looks into it yet");
            case COMPLETED, FAILED, DENIED, VOIDED -> deciders(call).isEmpty() ? "" : "by " + deciders(call);
            default -> "";
        };
    }

    /** How long the decision took; empty while there is none. */
    static String took(ApprovalView call) {
        if (call.status() == Status.PENDING || call.votes().isEmpty()) {
            return "";
        }
        CastVote last = call.votes().get(call.votes().size() - 1);
        return "decided after " + Moment.words(Duration.between(call.createdAt(), last.at()));
    }

    private static String quorum(ApprovalView call) {
        int required = call.quorum().required();
        return required == 1 ? "" : " · " + call.quorum().approvals() + " of " + required + " approvals";
    }

    /** Who decided, empty while nobody has. */
    static String deciders(ApprovalView call) {
        Status status = call.status();
        boolean open = status == Status.PENDING
                || status == Status.PARKING
                || status == Status.EXPIRED
                || status == Status.WITHDRAWN;
        return open ? "" : status == Status.DENIED ? deniers(call) : approvers(call);
    }

    private static String approvers(ApprovalView call) {
        return voters(call, VoteDecision.APPROVE);
    }

    private static String deniers(ApprovalView call) {
        return voters(call, VoteDecision.DENY);
    }

    private static String voters(ApprovalView call, VoteDecision decision) {
        return call.votes().stream()
                .filter(vote -> vote.decision() == decision)
                .map(CastVote::by)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
