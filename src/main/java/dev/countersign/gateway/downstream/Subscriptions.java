package dev.countersign.gateway.downstream;

import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.announce.Acknowledged;
import dev.countersign.gateway.downstream.announce.Announcing;
import dev.countersign.gateway.downstream.answer.PassThrough;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.hold.Heartbeats;
import jakarta.inject.Singleton;

/**
 * {@code subscriptions/listen} (2026-07-28): the server's stream as it is, kept alive, with our word between its events that the list of
 * tools has changed, once the server has agreed to tell of such changes.
 */
@Singleton
final class Subscriptions {

    private final Forwarder forwarder;
    private final Replies replies;
    private final Drain drain;
    private final Heartbeats heartbeats;
    private final ToolLists.Changes changes;

    Subscriptions(Forwarder forwarder, Replies replies, Drain drain, Heartbeats heartbeats, ToolLists.Changes changes) {
        this.forwarder = forwarder;
        this.replies = replies;
        this.drain = drain;
        this.heartbeats = heartbeats;
        this.changes = changes;
    }

    void listen(AgentRequest request) {
        drain.longStream(request);
        Announcing stream = Announcing.ofSubscription(
                request,
                new PassThrough(request, replies, Booking.NONE),
                request.requestId().orElseThrow());
        heartbeats.start(stream::keepAlive);
        forwarder.send(request, new Acknowledged(stream, () -> watch(request, stream)), request.requestId());
    }

    private void watch(AgentRequest request, Announcing stream) {
        request.whenOver(changes.listen(request.agent(), request.server().name(), stream::announce));
    }
}
