package dev.countersign.gateway.hold;

import dev.countersign.approval.Holds.Ending;
import dev.countersign.approval.Holds.Placed;
import dev.countersign.approval.Outcome;
import dev.countersign.approval.VoidReason;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.budget.HoldBudgets;
import dev.countersign.gateway.leg.Leg;
import dev.countersign.gateway.leg.Legs;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** From the recorded end of a call to what the waiting exchange is told: the record is the only source. */
@ApplicationScoped
public class Answers {

    private final Wording wording;
    private final HoldBudgets budgets;
    private final Legs legs;

    Answers(Wording wording, HoldBudgets budgets, Legs legs) {
        this.wording = wording;
        this.budgets = budgets;
        this.legs = legs;
    }

    /** Not decided when the budget is over: the next leg where there may be one, else that it has to call again. */
    HeldAnswer pending(WaitingCall call) {
        Placed placed = call.placed();
        return call.caller()
                .legs()
                .filter(l -> l.ended() < Legs.MOST)
                .<HeldAnswer>map(l -> new HeldAnswer.ComeBack(
                        legs.seal(new Leg(call.id(), l.ended() + 1), l.digest(), budgets.ofLeg(call.caller()))))
                .orElseGet(() -> new HeldAnswer.Ours(wording.pending(call.id(), placed.terms(), placed.expiresAt())));
    }

    /** Empty for a withdrawn call, which is answered by nothing. */
    public Optional<HeldAnswer> of(Ending ending, Caller caller) {
        return switch (ending.status()) {
            case COMPLETED, FAILED -> ending.outcome().map(outcome -> fromServer(outcome, caller));
            case DENIED -> Optional.of(new HeldAnswer.Ours(wording.denied(ending)));
            case EXPIRED -> Optional.of(new HeldAnswer.Ours(wording.expired(ending)));
            case VOIDED -> ending.voided().map(reason -> voided(ending, reason));
            case UNKNOWN ->
                Optional.of(new HeldAnswer.Ours(
                        wording.unknown(ending, caller.server().value())));
            case WITHDRAWN, PARKING, PENDING, APPROVED, RELEASING -> Optional.empty();
        };
    }

    private HeldAnswer voided(Ending ending, VoidReason reason) {
        return new HeldAnswer.Ours(wording.voided(ending, reason));
    }

    private static HeldAnswer fromServer(Outcome outcome, Caller caller) {
        if (outcome.response().isEmpty()) {
            return new HeldAnswer.Failed(outcome.text(), outcome.sent());
        }
        try {
            return new HeldAnswer.FromServer(
                    Responses.withId(RawMessage.of(outcome.response().get()), caller.requestId()));
        } catch (UnreadableAnswerException unreadable) {
            return new HeldAnswer.Failed("The server answered with something that is no JSON-RPC response.", true);
        }
    }
}
