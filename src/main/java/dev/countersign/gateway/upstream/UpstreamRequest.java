package dev.countersign.gateway.upstream;

import dev.countersign.call.AgentName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;

/**
 * A request of an agent as it goes to the server.
 *
 * @param method POST, GET or DELETE
 * @param body the message as received; empty but for POST
 * @param headers what is passed on, lower-case names, without any session id
 * @param session our id of the session it belongs to or opens; empty in the modern era
 * @param upstreamSession the server's id of that session
 * @param requestId the exact text of the message's {@code id}; empty for a notification, a response, or no message
 * @param opens whether it is {@code initialize}
 */
public record UpstreamRequest(
        HttpMethod method,
        AgentName agent,
        RawMessage body,
        Map<String, String> headers,
        Era era,
        Optional<String> session,
        Optional<String> upstreamSession,
        Optional<String> requestId,
        boolean opens) {}
