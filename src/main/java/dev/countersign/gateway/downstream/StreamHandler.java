package dev.countersign.gateway.downstream;

import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.announce.Announcing;
import dev.countersign.gateway.downstream.answer.PassThrough;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.answer.StatusOnly;
import dev.countersign.gateway.downstream.hold.Resuming;
import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.stream.EventId;
import dev.countersign.gateway.upstream.AnswerSink;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** GET, the stream for what the server says by itself, and DELETE, the end of a session. */
@Singleton
final class StreamHandler {

    /** Open GET streams of one session (security design, section 17). */
    private static final int STREAMS = 8;

    private final Sessions sessions;
    private final Forwarder forwarder;
    private final Replies replies;
    private final Drain drain;
    private final Resuming resuming;
    private final ToolLists.Changes changes;

    StreamHandler(
            Sessions sessions,
            Forwarder forwarder,
            Replies replies,
            Drain drain,
            Resuming resuming,
            ToolLists.Changes changes) {
        this.changes = changes;
        this.sessions = sessions;
        this.forwarder = forwarder;
        this.replies = replies;
        this.drain = drain;
        this.resuming = resuming;
    }

    void listen(AgentRequest request) {
        Optional<String> last = request.header(HeaderRules.LAST_EVENT_ID).filter(EventId::isOurs);
        withSession(request, session -> {
            if (last.isPresent()) {
                resuming.resume(request, last.get());
                return;
            }
            if (!session.listen(STREAMS)) {
                replies.tooMany(request, "a session may have " + STREAMS + " streams open");
                return;
            }
            drain.longStream(request);
            CompletableFuture<Void> stands = session.opensStream();
            request.whenAnswered(() -> stands.complete(null));
            request.whenOver(() -> {
                stands.complete(null);
                session.stopListening();
            });
            PassThrough passing = new PassThrough(request, replies, Booking.NONE);
            forwarder.send(
                    request, session.listsChange() ? announcing(request, session, passing) : passing, Optional.empty());
        });
    }

    private AnswerSink announcing(AgentRequest request, McpSession session, PassThrough passing) {
        Announcing announcing = new Announcing(request, passing);
        request.whenOver(changes.listen(session.agent(), session.server(), announcing::announce));
        return announcing;
    }

    void delete(AgentRequest request) {
        withSession(
                request,
                session -> forwarder.send(
                        request, new StatusOnly(request, replies, () -> sessions.end(session)), Optional.empty()));
    }

    private void withSession(AgentRequest request, Consumer<McpSession> use) {
        Optional<String> id = request.header(HeaderRules.SESSION_ID);
        if (id.isEmpty()) {
            request.out().putHeader("allow", "POST");
            replies.refuse(request, 405, "only POST outside a session");
            return;
        }
        request.headers(HeaderRules.request(request.http().headers(), Set.of()));
        Optional<McpSession> known =
                sessions.known(id.get(), request.agent(), request.server().name());
        if (known.isPresent()) {
            use(request, known.get(), use);
            return;
        }
        sessions.find(id.get(), request.agent(), request.server().name())
                .whenComplete((found, failed) -> request.loop().runOnContext(on -> {
                    if (failed != null) {
                        replies.unavailable(request, "the session cannot be looked up at present");
                    } else if (found.isEmpty()) {
                        replies.refuse(request, 404, "unknown session: open a new one with initialize");
                    } else {
                        use(request, found.get(), use);
                    }
                }));
    }

    private static void use(AgentRequest request, McpSession session, Consumer<McpSession> use) {
        request.session(session);
        session.use();
        use.accept(session);
    }
}
