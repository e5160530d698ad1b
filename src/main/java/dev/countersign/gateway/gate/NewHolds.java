package dev.countersign.gateway.gate;

import dev.countersign.approval.NewHold;
import dev.countersign.call.HoldTerms;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.gateway.CallRequest;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Policy;
import dev.countersign.registry.Agent;
import dev.countersign.registry.GatewaySettings;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Gathers what is frozen with a call when it is held. */
@ApplicationScoped
class NewHolds {

    private final Registry registry;
    private final Catalogue catalogue;
    private final GatewaySettings settings;

    NewHolds(Registry registry, Catalogue catalogue, GatewaySettings settings) {
        this.registry = registry;
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /** How long a call on these terms is held at most. */
    Duration longest(HoldTerms terms) {
        return terms.expiresAfter().orElseGet(settings::expiresAfter);
    }

    /** Why the policy holds the call, for the people who decide. */
    String why(CallRequest request, Policy policy) {
        CallFacts facts = new CallFacts(
                request.call(),
                request.session(),
                catalogue.tools(request.call().server()));
        return policy.explain(facts).toJson();
    }

    NewHold of(CallRequest request, Policy policy, HoldTerms terms) {
        Agent agent = registry.agent(request.call().agent()).orElseThrow();
        Server server = registry.server(request.call().server()).orElseThrow();
        return new NewHold(
                request.call(),
                agent.owner(),
                terms,
                longest(terms),
                policy.risk(request.call().tool())
                        .orElseGet(() ->
                                catalogue.risk(server.name(), request.call().tool())),
                catalogue.pin(server.name(), request.call().tool()),
                server.identity(),
                new NewHold.Parked(
                        request.caller().era().word(),
                        request.message().text(),
                        request.caller().requestId(),
                        request.caller().progressToken(),
                        request.meta(),
                        request.session(),
                        request.headers()));
    }
}
