package dev.countersign.gateway.downstream;

import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Message.Kind;
import dev.countersign.gateway.protocol.header.StandardHeaders;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * One message of the modern era (2026-07-28): no session, no requests of the server, and a connection whose end is the cancellation.
 * What its headers say must be what its body says.
 */
@Singleton
final class ModernHandler {

    private final Replies replies;
    private final Forwarder forwarder;
    private final CallHandler calls;
    private final Subscriptions subscriptions;

    ModernHandler(Replies replies, Forwarder forwarder, CallHandler calls, Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
        this.replies = replies;
        this.forwarder = forwarder;
        this.calls = calls;
    }

    void handle(AgentRequest request) {
        Message message = request.message();
        request.isModern();
        Optional<String> fault =
                StandardHeaders.fault(message, name -> request.http().headers().getAll(name));
        if (message.kind().isResponse()) {
            replies.bad(request, ErrorCodes.INVALID_REQUEST, "a response: servers of this revision send no requests");
        } else if (fault.isPresent()) {
            replies.bad(request, ErrorCodes.HEADER_MISMATCH, fault.get());
        } else {
            pass(request, message);
        }
    }

    /** Its header says modern, its body does not: nobody may run a call that is judged by other rules than it runs by. */
    void malformed(AgentRequest request) {
        Message message = request.message();
        request.isModern();
        if (message.call().isPresent()) {
            replies.bad(
                    request,
                    ErrorCodes.INVALID_PARAMS,
                    "params._meta does not name the protocol version that the header names");
        } else {
            pass(request, message);
        }
    }

    private void pass(AgentRequest request, Message message) {
        if (message.call().isPresent()) {
            calls.handle(request, message.call().get());
        } else if (message.kind() == Kind.REQUEST && message.is("tools/list")) {
            forwarder.list(request);
        } else if (message.kind() == Kind.REQUEST && message.is("server/discover")) {
            forwarder.discovery(request);
        } else if (message.kind() == Kind.REQUEST && message.is("subscriptions/listen")) {
            subscriptions.listen(request);
        } else if (!calls.isAboutTask(request)) {
            forwarder.forward(request);
        }
    }
}
