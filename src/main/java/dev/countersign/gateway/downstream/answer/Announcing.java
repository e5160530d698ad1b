package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * An event stream of the server that passes as it is, with room between its events for a notification of ours: that the list of tools
 * has changed. All of it on the request's event loop but for {@link #announce}.
 */
public final class Announcing implements AnswerSink {

    private static final Buffer LIST_CHANGED = Buffer.buffer(SseEncoder.event(
            Optional.empty(), RawMessage.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}")));

    private final AgentRequest request;
    private final AnswerSink passing;
    private boolean streams;
    private boolean announced;
    private String last = "\n\n";

    /** Around what passes the stream on. */
    public Announcing(AgentRequest request, AnswerSink passing) {
        this.request = request;
        this.passing = passing;
    }

    /** The list of tools has changed. From any thread. */
    public void announce() {
        request.loop().runOnContext(on -> {
            announced = true;
            betweenEvents();
        });
    }

    @Override
    public void head(int status, MultiMap headers) {
        String type = headers.get("content-type");
        streams = status == 200 && type != null && type.startsWith("text/event-stream");
        passing.head(status, headers);
    }

    @Override
    public void chunk(Buffer bytes) {
        passing.chunk(bytes);
        int from = Math.max(0, bytes.length() - 4);
        String tail = last + bytes.getString(from, bytes.length(), "ISO-8859-1");
        last = tail.substring(Math.max(0, tail.length() - 4));
        betweenEvents();
    }

    /** An event ends with an empty line, whatever ends its lines. */
    private void betweenEvents() {
        boolean between = last.endsWith("\n\n") || last.endsWith("\r\r") || last.endsWith("\n\r\n");
        if (streams && announced && between && !request.isOver()) {
            announced = false;
            request.out().write(LIST_CHANGED);
        }
    }

    @Override
    public void end() {
        streams = false;
        passing.end();
    }

    @Override
    public void failed(UpstreamFailure failure) {
        streams = false;
        passing.failed(failure);
    }

    @Override
    public boolean isFull() {
        return passing.isFull();
    }

    @Override
    public void whenDrained(Runnable resume) {
        passing.whenDrained(resume);
    }
}
