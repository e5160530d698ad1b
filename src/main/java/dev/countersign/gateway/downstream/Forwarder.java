package dev.countersign.gateway.downstream;

import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.answer.DiscoveredServer;
import dev.countersign.gateway.downstream.answer.ListedTools;
import dev.countersign.gateway.downstream.answer.PassThrough;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.answer.Rewriting;
import dev.countersign.gateway.downstream.answer.ServerExtensions;
import dev.countersign.gateway.downstream.bound.Loads;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamRequest;
import dev.countersign.gateway.upstream.Upstreams;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Sends on what needs no decision, or has one. */
@Singleton
final class Forwarder {

    private final Upstreams upstreams;
    private final ToolLists lists;
    private final Replies replies;
    private final Loads loads;
    private final ServerExtensions extensions;

    Forwarder(Upstreams upstreams, ToolLists lists, Replies replies, Loads loads, ServerExtensions extensions) {
        this.upstreams = upstreams;
        this.lists = lists;
        this.replies = replies;
        this.loads = loads;
        this.extensions = extensions;
    }

    /** As it is, both ways. */
    void forward(AgentRequest request) {
        send(request, new PassThrough(request, replies, Booking.NONE), request.requestId());
    }

    /** A call that policy allowed. */
    void call(AgentRequest request, Booking booking) {
        send(request, new PassThrough(request, replies, booking, loads::forwarded), request.requestId());
    }

    /** A list of tools: what the agent must not see is cut out of the answer. */
    void list(AgentRequest request) {
        send(request, new Rewriting(request, replies, new ListedTools(request, lists)), request.requestId());
    }

    /** What a modern server says of itself. */
    void discovery(AgentRequest request) {
        send(
                request,
                new Rewriting(request, replies, new DiscoveredServer(request, lists, extensions)),
                request.requestId());
    }

    /** Several messages at once, none of which is the gateway's business. */
    void forwardBatch(AgentRequest request) {
        send(request, new PassThrough(request, replies, Booking.NONE), Optional.empty());
    }

    /** To the server, its answer into the sink. */
    void send(AgentRequest request, AnswerSink sink, Optional<String> requestId) {
        request.times().sent();
        request.forwardedBy(upstreams
                .of(request.server())
                .send(
                        new UpstreamRequest(
                                request.http().method(),
                                request.agent(),
                                request.body(),
                                request.headers(),
                                request.era(),
                                request.session().map(McpSession::id),
                                request.session().flatMap(McpSession::upstreamId),
                                requestId,
                                false),
                        sink));
    }
}
