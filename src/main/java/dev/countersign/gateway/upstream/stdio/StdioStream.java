package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A session's GET stream: what the program says outside any request, as events. */
final class StdioStream implements Upstream.Exchange, StdioSession.Listener {

    static final String EVENTS = "text/event-stream";

    private static final Buffer BEFORE = Buffer.buffer("event: message\ndata: ");
    private static final Buffer AFTER = Buffer.buffer("\n\n");

    private final StdioSession session;
    private final AnswerSink sink;
    private final Outlet outlet;
    private final Context loop;
    private boolean over;

    private StdioStream(StdioSession session, AnswerSink sink, Context loop) {
        this.session = session;
        this.sink = sink;
        this.outlet = new Outlet(sink);
        this.loop = loop;
    }

    static StdioStream open(StdioSession session, AnswerSink sink, Context loop) {
        StdioStream stream = new StdioStream(session, sink, loop);
        sink.head(200, head());
        session.listen(stream);
        return stream;
    }

    @Override
    public void line(byte[] line) {
        if (outlet.admit(line.length)) {
            write(line, line.length);
        } else {
            loop.runOnContext(on -> cutOff());
        }
    }

    @Override
    public void kept(byte[] line) {
        write(line, 0);
    }

    @Override
    public void ended() {
        loop.runOnContext(on -> {
            if (close()) {
                sink.end();
            }
        });
    }

    @Override
    public void cancel() {
        close();
    }

    private void write(byte[] line, int admitted) {
        loop.runOnContext(on -> {
            if (!over) {
                outlet.write(event(line), admitted);
            }
        });
    }

    private void cutOff() {
        if (close()) {
            sink.failed(new UpstreamFailure(Kind.LOST, "the agent did not take what the program says"));
        }
    }

    /** Whether it was open. */
    private boolean close() {
        boolean was = !over;
        over = true;
        outlet.close();
        session.stopListening(this);
        return was;
    }

    static MultiMap head() {
        return MultiMap.caseInsensitiveMultiMap().add("content-type", EVENTS).add("cache-control", "no-cache");
    }

    /** One event with one line of data: a line of the transport has no line breaks. */
    static Buffer event(byte[] line) {
        int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return Buffer.buffer(BEFORE.length() + end + 2)
                .appendBuffer(BEFORE)
                .appendBytes(line, 0, end)
                .appendBuffer(AFTER);
    }
}
