package dev.countersign.gateway.gate;

import dev.countersign.approval.Holds;
import dev.countersign.approval.Status;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.hold.HeldCalls;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.gateway.leg.Leg;
import dev.countersign.gateway.leg.Legs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Calls of the 2026 era that come back with a state of ours: they wait for the hold that it names, and nothing is parked. A state that
 * is not for this very call is refused, whatever the policy says: it never goes on to a server.
 */
@ApplicationScoped
class ReturningCalls {

    private static final Logger LOGGER = Logger.getLogger(ReturningCalls.class);
    private static final int INVALID_PARAMS = -32602;
    private static final GateOutcome FOREIGN = new GateOutcome.Rejected(
            INVALID_PARAMS, "params.requestState is not one of this call: call again without it");
    private static final GateOutcome WITHDRAWN =
            new GateOutcome.Rejected(INVALID_PARAMS, "the call was withdrawn: call again without params.requestState");

    private final Legs legs;
    private final HeldCalls heldCalls;
    private final Holds holds;
    private final Workers workers;

    ReturningCalls(Legs legs, HeldCalls heldCalls, Holds holds, Workers workers) {
        this.legs = legs;
        this.heldCalls = heldCalls;
        this.holds = holds;
        this.workers = workers;
    }

    CompletionStage<GateOutcome> returned(CallRequest request, String state) {
        Optional<Leg> leg = request.caller().era() == Era.MODERN
                ? legs.open(state, request.call().digest())
                : Optional.empty();
        if (leg.isEmpty()) {
            return CompletableFuture.completedFuture(FOREIGN);
        }
        return workers.call(() -> rejoin(request, leg.get())).exceptionally(away -> {
            LOGGER.warnf("a held call could not be waited for again: %s", away.toString());
            return new GateOutcome.Unavailable(
                    "A part that the gateway needs is away for the moment; nothing was sent.");
        });
    }

    private GateOutcome rejoin(CallRequest request, Leg leg) {
        boolean withdrawn = holds.ending(leg.id())
                .filter(ending -> ending.status() == Status.WITHDRAWN)
                .isPresent();
        if (withdrawn) {
            return WITHDRAWN;
        }
        return heldCalls
                .rejoin(leg.id(), request.caller().onLeg(leg.number()))
                .<GateOutcome>map(GateOutcome.Held::new)
                .orElse(FOREIGN);
    }
}
