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
 * @param client what the agent's client said of itself
 * @param listsChange whether the server declared {@code tools.listChanged}
 * @param initialize the agent's {@code initialize} request as received
 */
public record SessionRow(
        String id,
        AgentName agent,
        ServerName server,
        Optional<String> upstreamId,
        String version,
        Client client,
        boolean listsChange,
        RawMessage initialize) {

    /**
     * What a client says of itself in {@code initialize}; it tunes waiting and courtesies, it never decides.
     *
     * @param name {@code clientInfo.name}, empty without one
     * @param version {@code clientInfo.version}, empty without one
     * @param capabilities the exact text of {@code capabilities}
     */
    public record Client(String name, String version, String capabilities) {}

    @Override
    public String toString() {
        return "SessionRow[" + agent + " on " + server + ", " + version + "]";
    }
}
