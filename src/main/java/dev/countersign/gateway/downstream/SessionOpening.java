package dev.countersign.gateway.downstream;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.answer.Opening;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamRequest;
import dev.countersign.gateway.upstream.Upstreams;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code initialize}: opens a session at the server and one of ours for it. */
@Singleton
final class SessionOpening {

    private final Sessions sessions;
    private final Upstreams upstreams;
    private final ToolLists lists;
    private final Replies replies;

    SessionOpening(Sessions sessions, Upstreams upstreams, ToolLists lists, Replies replies) {
        this.sessions = sessions;
        this.upstreams = upstreams;
        this.lists = lists;
        this.replies = replies;
    }

    void open(AgentRequest request) {
        sessions.hasRoom(request.agent())
                .whenComplete((room, failed) -> request.loop().runOnContext(on -> {
                    if (failed != null) {
                        replies.unavailable(request, "no session can be opened at present, nothing was sent");
                    } else if (!room) {
                        replies.tooMany(request, "too many sessions of this agent are open");
                    } else if (!request.isOver()) {
                        forward(request);
                    }
                }));
    }

    private void forward(AgentRequest request) {
        Upstream upstream = upstreams.of(request.server());
        String id = sessions.newId();
        UpstreamRequest initialize = new UpstreamRequest(
                request.http().method(),
                request.agent(),
                request.body(),
                request.headers(),
                Era.LEGACY,
                Optional.of(id),
                Optional.empty(),
                request.requestId(),
                true);
        Opening opening = new Opening(request, replies, sessions, lists, upstream, id);
        request.whenOver(opening::agentGone);
        request.forwardedBy(upstream.send(initialize, opening));
    }
}
