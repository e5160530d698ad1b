package dev.countersign.gateway.session;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import java.util.Optional;

/**
 * What is kept of a session.
 *
 * @param id ours: 256 random bits, visible ASCII
 * @param upstreamId the server's, empty when it has none
 * @param version the revision that was negotiated
 * @param clientName {@code clientInfo.name} of the agent, for the waiting budget only
 * @param initialize the agent's {@code initialize} request as received
 */
public record SessionRow(
        String id,
        AgentName agent,
        ServerName server,
        Optional<String> upstreamId,
        String version,
        String clientName,
        RawMessage initialize) {

    @Override
    public String toString() {
        return "SessionRow[" + agent + " on " + server + ", " + version + "]";
    }
}
