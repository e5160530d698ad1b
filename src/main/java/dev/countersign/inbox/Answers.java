package dev.countersign.inbox;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.VoteResult;
import dev.countersign.inbox.view.Message;
import java.util.Locale;

/** What became of something that a person wanted, in words. */
public final class Answers {

    private Answers() {}

    /** Somebody was quicker. */
    public static String alreadyDecided(ApprovalView call) {
        String by = call.votes().isEmpty()
                ? ""
                : ", decided by " + call.votes().get(call.votes().size() - 1).by();
        String state = call.status().word().substring(0, 1).toUpperCase(Locale.ROOT)
                + call.status().word().substring(1);
        return state + by + " before. Nothing of yours was recorded.";
    }

    /** A refusal of any kind, for one of many. */
    public static String refusal(VoteResult result) {
        if (result instanceof VoteResult.Forbidden forbidden) {
            return forbidden.reason();
        }
        if (result instanceof VoteResult.Invalid invalid) {
            return invalid.reason();
        }
        if (result instanceof VoteResult.Expired) {
            return "The time was over. Nothing of yours was recorded.";
        }
        if (result instanceof VoteResult.DigestMismatch) {
            return "The call is not the one you were shown: look at it again.";
        }
        return result instanceof VoteResult.KeyReused
                ? "This form was sent before with other words."
                : "There is no such call, or you may not see it.";
    }

    /** The message of an answer that is no success. */
    public static Message message(VoteResult result) {
        return Message.bad(
                result instanceof VoteResult.AlreadyDecided decided
                        ? alreadyDecided(decided.record())
                        : refusal(result));
    }
}
