package dev.countersign.gateway.gate;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ToolCall;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.hold.Wording;
import dev.countersign.policy.Policy;
import dev.countersign.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;

/** Writes down what policy said of a call, before the agent hears it. */
@ApplicationScoped
class JudgedCalls {

    private final AuditLog audit;
    private final Registry registry;
    private final Wording wording;
    private final InstantSource clock;

    JudgedCalls(AuditLog audit, Registry registry, Wording wording, InstantSource clock) {
        this.audit = audit;
        this.registry = registry;
        this.wording = wording;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    GateOutcome refused(CallRequest request, Policy policy, RulePointer rule, String message) {
        ToolCall call = request.call();
        audit.record(new AuditEntry.CallJudged(
                Actor.policy(policy.version()),
                new AuditEntry.Subject(
                        call.server().value(),
                        call.tool().value(),
                        call.agent().value(),
                        registry.agent(call.agent()).map(a -> a.owner().value()).orElse(""),
                        call.digest().value(),
                        rule.value(),
                        policy.version(),
                        Optional.empty()),
                "refused",
                Optional.empty()));
        return new GateOutcome.Refused(wording.refused(message, rule.value(), policy.version()));
    }

    /** Takes note of an allowed call; one that the trail cannot take is not allowed. */
    GateOutcome allowed(CallRequest request, GateOutcome.Booking booking) {
        boolean noted = audit.allowed(new AuditLog.AllowedCall(
                clock.instant(),
                request.call().agent().value(),
                request.call().server().value(),
                request.call().tool().value(),
                request.call().digest().value()));
        if (!noted) {
            booking.nothingHappened();
            return new GateOutcome.Unavailable("The audit trail cannot take more calls now; nothing was sent.");
        }
        return new GateOutcome.Forward(booking);
    }
}
