package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** A session's GET stream: what the program says outside any request, as events. */
final class StdioStream implements Upstream.Exchange {

    static final String EVENTS = "text/event-stream";

    private static final Buffer BEFORE = Buffer.buffer("event: message\ndata: ");
    private static final Buffer AFTER = Buffer.buffer("\n\n");

    private final StdioSession session;
    private final AnswerSink sink;
    private final Context loop;
    private final Consumer<byte[]> listener = this::pass;
    private boolean over;

    private StdioStream(StdioSession session, AnswerSink sink, Context loop) {
        this.session = session;
        this.sink = sink;
        this.loop = loop;
    }

    static StdioStream open(StdioSession session, AnswerSink sink, Context loop) {
        StdioStream stream = new StdioStream(session, sink, loop);
        sink.head(200, head());
        session.listen(stream.listener, stream::end);
        return stream;
    }

    private void pass(byte[] line) {
        loop.runOnContext(on -> {
            if (!over) {
                sink.chunk(event(line));
            }
        });
    }

    private void end() {
        loop.runOnContext(on -> {
            if (!over) {
                over = true;
                sink.end();
            }
        });
    }

    @Override
    public void cancel() {
        over = true;
        session.stopListening(listener);
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
