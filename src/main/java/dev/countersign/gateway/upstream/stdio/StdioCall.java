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
final class StdioCall implements StdioSession.Pending, Upstream.Exchange {

    private final StdioSession session;
    private final Alias alias;
    private final AnswerSink sink;
    private final Outlet outlet;
    private final Context loop;
    private final String idKey;
    private final Optional<String> progressToken;
    private final boolean streams;
    private boolean streaming;
    private boolean over;

    StdioCall(StdioSession session, UpstreamRequest request, Alias alias, AnswerSink sink, Context loop) {
        this.session = session;
        this.alias = alias;
        this.sink = sink;
        this.outlet = new Outlet(sink);
        this.loop = loop;
        this.idKey = alias.idKey();
        this.progressToken = ServerMessage.progressTokenOf(alias.request().bytes());
        this.streams = request.headers().getOrDefault("accept", "").contains(StdioStream.EVENTS);
    }

    /** False when it was not sent, because the program is gone. */
    boolean send() {
        return session.ask(idKey, this, new Line(alias.request(), () -> true, () -> {}, this::ended));
    }

    @Override
    public void message(byte[] line) {
        Optional<byte[]> outside = alias.outward(line, ServerMessage.Kind.NOTIFICATION);
        if (outside.isEmpty()) {
            return; // names somebody, and cannot be read: nobody's
        }
        byte[] message = outside.get();
        if (outlet.admit(message.length)) {
            loop.runOnContext(on -> write(message));
        } else {
            loop.runOnContext(on -> fail("the agent did not take what the program says"));
        }
    }

    @Override
    public void response(byte[] line) {
        Optional<byte[]> outside = alias.outward(line, ServerMessage.Kind.RESPONSE);
        loop.runOnContext(on -> {
            if (outside.isPresent()) {
                answer(outside.get());
            } else {
                fail("the answer of the program cannot be read");
            }
        });
    }

    @Override
    public void ended() {
        loop.runOnContext(on -> fail("the program ended before it answered"));
    }

    @Override
    public boolean listens() {
        return streams;
    }

    @Override
    public boolean has(String token) {
        return progressToken.isPresent() && progressToken.get().equals(token);
    }

    /** The agent is gone. In a program that is shared, closing is cancelling: only the modern era shares one. */
    @Override
    public void cancel() {
        boolean was = !over;
        close();
        if (was && alias.isFresh()) {
            session.tell(RawMessage.of(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                                    + alias.id() + "}}")
                    .bytes());
        }
    }

    private void write(byte[] message) {
        if (!over) {
            if (!streaming) {
                streaming = true;
                sink.head(200, StdioStream.head());
            }
            outlet.write(StdioStream.event(message), message.length);
        }
    }

    private void answer(byte[] response) {
        if (over) {
            return;
        }
        close();
        if (streaming) {
            sink.chunk(StdioStream.event(response));
        } else {
            sink.head(200, head("application/json", response.length));
            sink.chunk(Buffer.buffer(response));
        }
        sink.end();
    }

    private void fail(String message) {
        if (!over) {
            close();
            sink.failed(new UpstreamFailure(Kind.LOST, message));
        }
    }

    private void close() {
        over = true;
        outlet.close();
        session.forget(idKey, this);
    }

    private static MultiMap head(String type, int length) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("content-type", type)
                .add("content-length", Integer.toString(length));
    }
}
