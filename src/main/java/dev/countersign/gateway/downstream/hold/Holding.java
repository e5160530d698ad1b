package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.bound.Loads;
import dev.countersign.gateway.session.McpSession;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Keeps the exchange of a parked call open: as an event stream where the agent takes one, else silently. */
@Singleton
public final class Holding {

    /** Held streams of one session (protocol design, section 14). */
    private static final int PER_SESSION = 256;

    private final Heartbeats heartbeats;
    private final Loads loads;
    private final Replies replies;
    private final CourtesyLinks links;
    private final InstantSource time;

    Holding(Heartbeats heartbeats, Loads loads, Replies replies, CourtesyLinks links, InstantSource time) {
        this.heartbeats = heartbeats;
        this.loads = loads;
        this.replies = replies;
        this.links = links;
        this.time = time;
    }

    /** Whether the agent takes event streams. */
    public static boolean canStream(AgentRequest request) {
        String accept = request.headers().getOrDefault("accept", "").toLowerCase(Locale.ROOT);
        return accept.contains("text/event-stream") || accept.contains("text/*") || accept.contains("*/*");
    }

    /**
     * Starts to wait; the call is let go at once when the agent has gone meanwhile.
     *
     * @param caller with the id that the answer carries, the request's own or that of the one it resumes
     */
    public void hold(AgentRequest request, HeldCall call, Caller caller) {
        loads.held();
        if (request.isOver()) {
            call.disconnected();
            return;
        }
        Optional<McpSession> session = request.session();
        if (session.isPresent() && !session.get().hold(PER_SESSION)) {
            call.detach();
            replies.tooMany(request, "a session may hold " + PER_SESSION + " calls open");
            return;
        }
        loads.streamOpened();
        request.whenOver(() -> {
            session.ifPresent(McpSession::stopHolding);
            loads.streamClosed();
        });
        call.place().ifPresent(place -> request.streams(place.stream()));
        if (caller.streaming()) {
            HeldStream stream = new HeldStream(request, call, caller, links.of(request, call), time);
            stream.open();
            heartbeats.start(stream);
            request.heldBy(stream);
            stream.await();
        } else {
            SilentWait wait = new SilentWait(request, call, caller, replies);
            request.heldBy(wait);
            call.await(wait);
        }
    }
}
