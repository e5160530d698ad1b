package dev.countersign.gateway.upstream.stdio;

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

    private final Vertx vertx;
    private final StdioProcesses processes;

    StdioUpstream(Vertx vertx, StdioProcesses processes) {
        this.vertx = vertx;
        this.processes = processes;
    }

    @Override
    public Exchange send(UpstreamRequest request, AnswerSink sink) {
        Context loop = vertx.getOrCreateContext();
        if (request.opens()) {
            return open(request, sink, loop);
        }
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
                ? ask(session.get(), request, sink, loop, GONE)
                : tell(session.get(), request, sink);
    }

    @Override
    public void abandon(String session, Optional<String> upstreamId) {
        processes.end(session);
    }

    private Exchange open(UpstreamRequest request, AnswerSink sink, Context loop) {
        if (processes.isBroken()) {
            sink.failed(new UpstreamFailure(Kind.BUSY, "the program failed to start too often, try again in a minute"));
            return Exchange.NONE;
        }
        LateExchange exchange = new LateExchange();
        vertx.<StdioSession>executeBlocking(
                        () -> processes.start(request.session().orElseThrow()), false)
                .onComplete(started -> {
                    if (started.succeeded()) {
                        exchange.is(ask(started.result(), request, sink, loop, NOT_STARTED));
                    } else {
                        sink.failed(NOT_STARTED);
                    }
                });
        return exchange;
    }

    /** A program that ends at once has not started: for the request that opens the session nothing was there before. */
    private static Exchange ask(
            StdioSession session, UpstreamRequest request, AnswerSink sink, Context loop, UpstreamFailure unsent) {
        StdioCall call = new StdioCall(session, request, sink, loop);
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
