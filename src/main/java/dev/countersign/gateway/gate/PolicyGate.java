package dev.countersign.gateway.gate;

import dev.countersign.call.RulePointer;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.gateway.CallGate;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Decision;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Judges calls. What policy allows without shared limits goes on at once; everything else is worker's business. */
@ApplicationScoped
public class PolicyGate implements CallGate {

    private static final Logger LOGGER = Logger.getLogger(PolicyGate.class);
    private static final int INVALID_PARAMS = -32602;

    private final Policies policies;
    private final Catalogue catalogue;
    private final GatedCalls gated;
    private final JudgedCalls judged;
    private final ReturningCalls returning;
    private final ChangedTools changed;

    PolicyGate(
            Policies policies,
            Catalogue catalogue,
            GatedCalls gated,
            JudgedCalls judged,
            ReturningCalls returning,
            ChangedTools changed) {
        this.policies = policies;
        this.catalogue = catalogue;
        this.gated = gated;
        this.judged = judged;
        this.returning = returning;
        this.changed = changed;
    }

    @Override
    public CompletionStage<GateOutcome> pass(CallRequest request) {
        if (request.call().tool().value().indexOf('\0') >= 0) {
            return now(new GateOutcome.Rejected(INVALID_PARAMS, "params.name holds the character U+0000"));
        }
        if (request.ourState().isPresent()) {
            return returning.returned(request, request.ourState().get());
        }
        Policy policy = policies.of(request.call().agent(), request.call().server());
        Decision decision;
        try {
            decision = changed.judge(request, policy, policy.decide(facts(request)));
        } catch (DoubtfulArgumentsException doubtful) {
            return now(new GateOutcome.Rejected(INVALID_PARAMS, String.valueOf(doubtful.getMessage())));
        } catch (RuntimeException broken) {
            LOGGER.errorf(broken, "policy %s could not be evaluated: the call is refused", policy.version());
            decision = new Decision.Deny(RulePointer.WHOLE, "The policy could not be evaluated.");
        }
        return decision.fold(
                allow -> allow.claims().isEmpty()
                        ? now(judged.allowed(request, GateOutcome.Booking.NONE))
                        : gated.limited(request, policy, allow),
                deny -> gated.refused(request, policy, deny),
                hold -> gated.held(request, policy, hold));
    }

    private CallFacts facts(CallRequest request) {
        return new CallFacts(
                request.call(),
                request.session(),
                catalogue.tools(request.call().server()));
    }

    private static CompletionStage<GateOutcome> now(GateOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
