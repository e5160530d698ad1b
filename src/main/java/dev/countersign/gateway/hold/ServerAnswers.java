package dev.countersign.gateway.hold;

import dev.countersign.approval.Command;
import dev.countersign.approval.Outcome;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What an answer means for the record. Success is never inferred: the text is shown, an error flag only makes it {@code failed}. */
public final class ServerAnswers {

    private static final int SERVER_ERRORS = 500;
    private static final Set<Integer> DID_NOTHING = Set.of(-32700, -32600, -32601, -32602);

    private ServerAnswers() {}

    static Command command(ServerAnswer answer, ServerName server) {
        if (answer instanceof ServerAnswer.Answered answered) {
            return new Command.Answer(outcome(answered.response(), server));
        }
        if (answer instanceof ServerAnswer.NotSent notSent) {
            return new Command.NotSent(new Outcome(
                    true, false, "Not sent to " + server + ": " + notSent.reason() + ".", Optional.empty()));
        }
        if (answer instanceof ServerAnswer.HttpError error && error.status() < SERVER_ERRORS) {
            return new Command.Answer(new Outcome(
                    true,
                    true,
                    server + " refused the call with HTTP status " + error.status() + ": " + error.reason() + ".",
                    Optional.empty()));
        }
        String why = answer instanceof ServerAnswer.HttpError error
                ? "HTTP status " + error.status()
                : ((ServerAnswer.Unknown) answer).reason();
        return new Command.LoseAnswer(new Outcome(
                true, true, "Sent to " + server + ", and the answer was lost: " + why + ".", Optional.empty()));
    }

    private static Outcome outcome(RawMessage response, ServerName server) {
        try {
            if (Responses.claimsDecision(response)) {
                return new Outcome(
                        true,
                        true,
                        server + " answered with a result that claims a decision of Countersign; it was not passed on.",
                        Optional.empty());
            }
            Responses.Facts facts = Responses.facts(response);
            return new Outcome(facts.isError(), true, facts.text(), Optional.of(response.text()));
        } catch (UnreadableAnswerException unreadable) {
            return new Outcome(
                    true, true, server + " answered with something that is no JSON-RPC response.", Optional.empty());
        }
    }

    /** Whether the call surely did nothing, so that its places in limits are free again (policy design, section 6). */
    public static boolean didNothing(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Answered answered) {
            try {
                OptionalInt code = Responses.facts(answered.response()).errorCode();
                return code.isPresent() && DID_NOTHING.contains(code.getAsInt());
            } catch (UnreadableAnswerException unreadable) {
                return false;
            }
        }
        return answer instanceof ServerAnswer.NotSent
                || (answer instanceof ServerAnswer.HttpError error && error.status() < SERVER_ERRORS);
    }
}
