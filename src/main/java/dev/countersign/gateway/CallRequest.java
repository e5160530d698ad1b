package dev.countersign.gateway;

import dev.countersign.call.ToolCall;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code tools/call} as the endpoint read it: what is judged, and what would be sent.
 *
 * @param call what is judged
 * @param message the whole JSON-RPC message as received: what is sent, once, if it is released
 * @param caller who waits for its answer; has the exact texts of its {@code id} and progress token
 * @param meta the exact text of {@code params._meta}, empty when there is none
 * @param session the MCP session of ours it came in; empty in the modern era
 * @param ourState a {@code params.requestState} that claims to be one of ours
 * @param headers what came with it and is passed on with it, lower-case names
 */
public record CallRequest(
        ToolCall call,
        RawMessage message,
        Caller caller,
        String meta,
        Optional<String> session,
        Optional<String> ourState,
        Map<String, String> headers) {

    public CallRequest {
        headers = Map.copyOf(headers);
    }
}
