package dev.countersign.gateway.downstream;

import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.registry.Server;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * A batch of 2025-03-26. It passes as it is when nothing in it is the gateway's business; otherwise it is refused whole, so that no part
 * of it goes on unjudged.
 */
@Singleton
final class BatchHandler {

    private final ToolLists lists;
    private final Cancellations cancellations;
    private final Forwarder forwarder;
    private final Replies replies;

    BatchHandler(ToolLists lists, Cancellations cancellations, Forwarder forwarder, Replies replies) {
        this.lists = lists;
        this.cancellations = cancellations;
        this.forwarder = forwarder;
        this.replies = replies;
    }

    void handle(AgentRequest request, List<Message> batch) {
        for (Message message : batch) {
            String why = objection(request, message);
            if (!why.isEmpty()) {
                replies.error(
                        request.out(),
                        400,
                        ErrorCodes.INVALID_REQUEST,
                        java.util.Optional.empty(),
                        "a batch with " + why + " is not accepted: post each of its messages alone");
                return;
            }
        }
        request.session().orElseThrow().use();
        forwarder.forwardBatch(request);
    }

    private String objection(AgentRequest request, Message message) {
        if (request.server().transport() instanceof Server.Stdio) {
            return "a server that is a program";
        }
        if (message.call().isPresent()) {
            return "tools/call, which is judged by itself";
        }
        if (message.is("tools/list")
                && lists.hidesAnything(request.agent(), request.server().name())) {
            return "tools/list";
        }
        if (message.is("notifications/cancelled") && cancellations.isHere(request, message)) {
            return "the cancellation of a call that is held here";
        }
        if (message.protocolVersion().isPresent()) {
            return "a message of another era";
        }
        return MessageHandler.isOurs(message) && message.kind().isResponse() ? "an answer to the gateway itself" : "";
    }
}
