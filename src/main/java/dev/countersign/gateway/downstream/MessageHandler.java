package dev.countersign.gateway.downstream;

import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Message.Kind;
import dev.countersign.gateway.session.Sessions;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** One message: its era, its session, and what its method asks for. */
@Singleton
final class MessageHandler {

    private static final String INITIALIZE = "initialize";

    private final Replies replies;
    private final Sessions sessions;
    private final Forwarder forwarder;
    private final SessionOpening opening;
    private final CallHandler calls;
    private final Cancellations cancellations;
    private final ModernHandler modern;

    MessageHandler(
            Replies replies,
            Sessions sessions,
            Forwarder forwarder,
            SessionOpening opening,
            CallHandler calls,
            Cancellations cancellations,
            ModernHandler modern) {
        this.replies = replies;
        this.sessions = sessions;
        this.forwarder = forwarder;
        this.opening = opening;
        this.calls = calls;
        this.cancellations = cancellations;
        this.modern = modern;
    }

    void handle(AgentRequest request) {
        Message message = request.message();
        EraRule era = EraRule.of(message, request.header(HeaderRules.PROTOCOL_VERSION));
        if (era instanceof EraRule.Unspoken unspoken) {
            replies.unsupported(request, unspoken.version());
        } else if (era instanceof EraRule.Modern) {
            modern.handle(request);
        } else if (era instanceof EraRule.Malformed) {
            modern.malformed(request);
        } else {
            legacy(request, message);
        }
    }

    private void legacy(AgentRequest request, Message message) {
        if (message.kind() == Kind.REQUEST && message.is(INITIALIZE)) {
            opening.open(request);
        } else if (request.session().isPresent()) {
            inSession(request, message);
        } else if (request.header(HeaderRules.SESSION_ID).isPresent()) {
            replies.refuse(request, 404, "unknown session: open a new one with initialize");
        } else {
            replies.bad(request, ErrorCodes.INVALID_REQUEST, "a request outside a session: open one with initialize");
        }
    }

    private void inSession(AgentRequest request, Message message) {
        request.session().orElseThrow().use();
        if (message.kind() == Kind.REQUEST) {
            if (request.begin()) { // before it waits, so that it can be cancelled meanwhile
                behindItsStream(request, message);
            } else {
                replies.bad(
                        request, ErrorCodes.INVALID_REQUEST, "a request with this id is still open in this session");
            }
        } else if (message.kind() == Kind.NOTIFICATION) {
            notification(request, message);
        } else if (isOurs(message)) {
            replies.status(request, 202);
        } else {
            forwarder.forward(request);
        }
    }

    /** Two connections may overtake each other on their way through here: what came behind a GET stream stays behind it. */
    private void behindItsStream(AgentRequest request, Message message) {
        CompletableFuture<Void> stands = request.session().orElseThrow().streamStands();
        if (stands.isDone()) {
            request(request, message);
            return;
        }
        CompletableFuture<Void> unused = stands.thenRun(() -> request.loop().runOnContext(on -> {
            if (!request.isOver()) {
                behindItsStream(request, message);
            }
        }));
    }

    private void request(AgentRequest request, Message message) {
        if (message.call().isPresent()) {
            calls.handle(request, message.call().get());
        } else if (message.is("tools/list")) {
            forwarder.list(request);
        } else if (!calls.isAboutTask(request)) {
            forwarder.forward(request);
        }
    }

    private void notification(AgentRequest request, Message message) {
        if (message.is("notifications/cancelled") && cancellations.isHere(request, message)) {
            replies.status(request, 202);
            return;
        }
        if (message.is("notifications/initialized")) {
            sessions.initialized(request.session().orElseThrow());
            request.session().orElseThrow().expectsStream();
        }
        forwarder.forward(request);
    }

    static boolean isOurs(Message message) {
        return message.id().isPresent() && message.id().get().isOurs();
    }
}
