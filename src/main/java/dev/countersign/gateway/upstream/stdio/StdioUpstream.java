package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import dev.countersign.gateway.upstream.UpstreamRequest;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** One server that is a program: makes Streamable HTTP's verbs out of lines. */
final class StdioUpstream implements Upstream {

    private static final UpstreamFailure GONE =
            new UpstreamFailure(Kind.SESSION_GONE, "the program of this session has ended");
    private static final UpstreamFailure NOT_STARTED =
            new UpstreamFailure(Kind.NOT_REACHED, "the program of the server did not start");
    private static final UpstreamFailure ENDED =
            new UpstreamFailure(Kind.NOT_REACHED, "the program of the server has just ended");

    private final Vertx vertx;
    private final StdioProcesses processes;
    private final SharedPrograms shared;
    private final IdSource ids;

    StdioUpstream(Vertx vertx, StdioProcesses processes, SharedPrograms shared, IdSource ids) {
        this.vertx = vertx;
        this.processes = processes;
        this.shared = shared;
        this.ids = ids;
    }

    @Override
    public Exchange send(UpstreamRequest request, AnswerSink sink) {
        Context loop = vertx.getOrCreateContext();
        if (request.era() == Era.MODERN) {
            return modern(request, sink, loop);
        }
        return request.opens() ? open(request, sink, loop) : inSession(request, sink, loop);
    }

    @Override
    public void abandon(String session, Optional<String> upstreamId) {
        processes.end(session);
    }

    private Exchange inSession(UpstreamRequest request, AnswerSink sink, Context loop) {
        Optional<StdioSession> session = request.session().flatMap(processes::of);
        if (session.isEmpty()) {
            sink.failed(GONE);
            return Exchange.NONE;
        }
        if (request.method().equals(HttpMethod.GET)) {
            return StdioStream.open(session.get(), sink, loop);
        }
        if (request.method().equals(HttpMethod.DELETE)) {
            request.session().ifPresent(processes::end);
            return status(sink, 204);
        }
        return request.requestId().isPresent()
                ? ask(session.get(), request, kept(request), sink, loop, GONE)
                : tell(session.get(), request, sink);
    }

    private Exchange open(UpstreamRequest request, AnswerSink sink, Context loop) {
        if (processes.isBroken()) {
            sink.failed(StdioProcesses.BROKEN);
            return Exchange.NONE;
        }
        LateExchange exchange = new LateExchange();
        vertx.<StdioSession>executeBlocking(
                        () -> processes.start(request.session().orElseThrow(), false), false)
                .onComplete(started -> {
                    if (started.succeeded()) {
                        exchange.is(ask(started.result(), request, kept(request), sink, loop, NOT_STARTED));
                    } else {
                        sink.failed(NOT_STARTED);
                    }
                });
        return exchange;
    }

    /** A notification names ids that mean nothing to a shared program; closing is cancelling, see {@link StdioCall#cancel}. */
    private Exchange modern(UpstreamRequest request, AnswerSink sink, Context loop) {
        if (request.requestId().isEmpty()) {
            return status(sink, 202);
        }
        LateExchange exchange = new LateExchange();
        shared.of(request.agent())
                .whenComplete((program, none) -> loop.runOnContext(on -> {
                    if (exchange.cancelled) {
                        return;
                    }
                    if (none == null) {
                        exchange.is(ask(program, request, Alias.fresh(request.body(), ids), sink, loop, ENDED));
                    } else {
                        sink.failed(SharedPrograms.why(none));
                    }
                }));
        return exchange;
    }

    private static Alias kept(UpstreamRequest request) {
        return Alias.kept(request.body(), request.requestId().orElseThrow());
    }

    /** A program that ends at once has not started: for the request that opens the session nothing was there before. */
    private static Exchange ask(
            StdioSession session,
            UpstreamRequest request,
            Alias alias,
            AnswerSink sink,
            Context loop,
            UpstreamFailure unsent) {
        StdioCall call = new StdioCall(session, request, alias, sink, loop);
        if (!call.send()) {
            sink.failed(unsent);
        }
        return call;
    }

    private static Exchange tell(StdioSession session, UpstreamRequest request, AnswerSink sink) {
        return session.tell(request.body().bytes()) ? status(sink, 202) : status(sink, 404);
    }

    private static Exchange status(AnswerSink sink, int status) {
        sink.head(status, MultiMap.caseInsensitiveMultiMap());
        sink.end();
        return Exchange.NONE;
    }

    /** An exchange that begins after a program was started. */
    private static final class LateExchange implements Exchange {

        private Exchange begun = NONE;
        private boolean cancelled;

        void is(Exchange exchange) {
            begun = exchange;
            if (cancelled) {
                exchange.cancel();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            begun.cancel();
        }
    }
}
