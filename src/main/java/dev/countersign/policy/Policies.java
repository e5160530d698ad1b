package dev.countersign.policy;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;

/** Which policy is in force for an agent on a server: the grant's own, else the server's, else one that denies everything. */
@FunctionalInterface
public interface Policies {

    /** Never fails: without a policy the answer is the policy that denies with {@code /default}. */
    Policy of(AgentName agent, ServerName server);

    /** The server's own policy, for every grant that has none. */
    default Policy of(ServerName server) {
        return new NoPolicy();
    }
}
