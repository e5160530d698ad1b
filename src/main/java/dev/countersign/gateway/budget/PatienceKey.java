package dev.countersign.gateway.budget;

import dev.countersign.call.AgentName;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;

/**
 * Whose patience it is: the same client may be set up in another way by each agent, and waits longer when it hears of progress.
 *
 * @param withToken whether its requests ask for progress
 */
public record PatienceKey(AgentName agent, Era era, String clientName, String clientVersion, boolean withToken) {

    static PatienceKey of(Caller caller) {
        return new PatienceKey(
                caller.agent(),
                caller.era(),
                caller.client().map(Caller.Client::name).orElse(""),
                caller.client().map(Caller.Client::version).orElse(""),
                caller.progressToken().isPresent());
    }
}
