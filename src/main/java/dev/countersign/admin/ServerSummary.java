package dev.countersign.admin;

import dev.countersign.catalogue.listing.Listing;
import dev.countersign.policy.desk.PolicyState;
import java.util.List;

/**
 * A server in the list of all.
 *
 * @param transport {@code http} or {@code stdio}
 * @param policy its own policy
 * @param tools how many tools are known
 * @param changed how many of them are not what was accepted
 * @param listing how this node came by the list of its tools
 * @param agents who may use it
 */
public record ServerSummary(
        String name,
        String transport,
        PolicyState policy,
        int tools,
        int changed,
        Listing listing,
        List<String> agents) {
    public ServerSummary {
        agents = List.copyOf(agents);
    }
}
