package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import dev.countersign.gateway.upstream.UpstreamRequest;
import dev.countersign.gateway.upstream.stdio.StdioProcess.Line;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** A forwarded request to a program: answered as JSON, or as an event stream as soon as something comes before the response. */
final class StdioCall implements Pending, Upstream.Exchange {

    private final StdioSession session;
    private final UpstreamRequest request;
    private final AnswerSink sink;
    private final Context loop;
    private final String idKey;
    private final Optional<String> progressToken;
    private final boolean streams;
    private boolean streaming;
    private boolean over;

    StdioCall(StdioSession session, UpstreamRequest request, AnswerSink sink, Context loop) {
        this.session = session;
        this.request = request;
        this.sink = sink;
        this.loop = loop;
        this.idKey = ServerMessage.of(request.body().bytes()).idKey();
        this.progressToken = ServerMessage.progressTokenOf(request.body().bytes());
        this.streams = request.headers().getOrDefault("accept", "").contains(StdioStream.EVENTS);
    }

    /** False when it was not sent, because the program is gone. */
    boolean send() {
        return session.ask(
                idKey,
                this,
                new Line(
                        RawMessage.of(StdioSession.oneLine(request.body().bytes())),
                        () -> true,
                        () -> {},
                        this::ended));
    }

    @Override
    public void message(byte[] line) {
        loop.runOnContext(on -> {
            if (!over) {
                stream();
                sink.chunk(StdioStream.event(line));
            }
        });
    }

    @Override
    public void response(byte[] line) {
        loop.runOnContext(on -> {
            if (over) {
                return;
            }
            over = true;
            if (streaming) {
                sink.chunk(StdioStream.event(line));
            } else {
                sink.head(200, head("application/json", line.length));
                sink.chunk(Buffer.buffer(line));
            }
            sink.end();
        });
    }

    @Override
    public void ended() {
        loop.runOnContext(on -> {
            if (!over) {
                over = true;
                sink.failed(new UpstreamFailure(Kind.LOST, "the program ended before it answered"));
            }
        });
    }

    @Override
    public boolean listens() {
        return streams;
    }

    @Override
    public boolean has(String token) {
        return progressToken.isPresent() && progressToken.get().equals(token);
    }

    @Override
    public void cancel() {
        over = true;
        session.forget(idKey, this);
    }

    private void stream() {
        if (!streaming) {
            streaming = true;
            sink.head(200, StdioStream.head());
        }
    }

    private static MultiMap head(String type, int length) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("content-type", type)
                .add("content-length", Integer.toString(length));
    }
}
