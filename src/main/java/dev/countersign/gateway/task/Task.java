package dev.countersign.gateway.task;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One task as it is on record.
 *
 * @param approval the call that is held for it; empty for a call that policy allowed or refused at once
 * @param updatedAt when it, or the call, last changed
 * @param ttlMillis how long after its creation it is kept, in milliseconds
 * @param cancelled the agent has cancelled it, whatever became of the call
 * @param answer how a call that was not held ended: a JSON-RPC response with any id
 * @param call what it began with, in the modern era
 * @param leg how many times input was given
 */
public record Task(
        TaskId id,
        Owner owner,
        Optional<ApprovalId> approval,
        Instant createdAt,
        Instant updatedAt,
        long ttlMillis,
        boolean cancelled,
        Optional<RawMessage> answer,
        Optional<Call> call,
        int leg) {

    /**
     * A call as it came: its server may ask for input, and then the answer goes with these bytes.
     *
     * @param headers what came with it, lower-case names
     */
    public record Call(RawMessage message, Map<String, String> headers) {
        public Call {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Whose it is: nobody else ever sees it.
     *
     * @param session our id of the session it was made in; empty in the modern era
     */
    public record Owner(AgentName agent, ServerName server, Era era, Optional<String> session) {}
}
