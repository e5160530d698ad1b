package dev.countersign.gateway.stream;

import dev.countersign.call.AgentName;
import java.util.Optional;
import java.util.UUID;

/**
 * A stream that begins.
 *
 * @param id 128 random bits
 * @param session the session of ours its request came in
 * @param requestId the exact text of the request's id
 */
public record NewStream(UUID id, AgentName agent, String session, String requestId, Optional<String> progressToken) {

    @Override
    public String toString() {
        return "NewStream[" + agent + "]"; // the id is as good as a key to the stream
    }
}
