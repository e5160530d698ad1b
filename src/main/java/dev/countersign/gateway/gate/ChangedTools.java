package dev.countersign.gateway.gate;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.RulePointer;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.pin.PinRule;
import dev.countersign.catalogue.pin.PinRules;
import dev.countersign.gateway.CallRequest;
import dev.countersign.policy.Decision;
import dev.countersign.policy.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Calls of tools that are not what was accepted (security design, 13): the policy was written for another definition. */
@ApplicationScoped
class ChangedTools {

    private static final String CHANGED =
            "The definition of this tool has changed since it was accepted; an admin has to accept it.";

    private final Catalogue catalogue;
    private final PinRules rules;

    ChangedTools(Catalogue catalogue, PinRules rules) {
        this.catalogue = catalogue;
        this.rules = rules;
    }

    /** What the policy says, or something stricter. */
    Decision judge(CallRequest request, Policy policy, Decision decision) {
        PinRule rule = rules.of(request.call().server());
        if (rule == PinRule.OFF
                || !catalogue.changed(request.call().server(), request.call().tool())) {
            return decision;
        }
        Decision.Deny refused = new Decision.Deny(RulePointer.WHOLE, CHANGED);
        HoldTerms asks = new HoldTerms(RulePointer.WHOLE, CHANGED, policy.version(), 1, Set.of(), Optional.empty());
        return decision.fold(
                allow -> rule == PinRule.DENY ? refused : new Decision.Hold(asks, allow.claims()),
                deny -> deny,
                hold -> rule == PinRule.DENY ? refused : hold);
    }
}
