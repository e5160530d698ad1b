package dev.countersign.gateway.downstream.announce;

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

    private static final String METHOD = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"";
    private static final Buffer ALIVE = Buffer.buffer(": waiting\n\n");

    private final Buffer listChanged;
    private final AgentRequest request;
    private final AnswerSink passing;
    private boolean streams;
    private boolean announced;
    private boolean silent;
    private String last = "\n\n";

    /** Around what passes the stream of a session on. */
    public Announcing(AgentRequest request, AnswerSink passing) {
        this(request, passing, METHOD + "}");
    }

    private Announcing(AgentRequest request, AnswerSink passing, String notification) {
        this.request = request;
        this.passing = passing;
        this.listChanged = Buffer.buffer(SseEncoder.event(Optional.empty(), RawMessage.of(notification)));
    }

    /**
     * Around what passes the stream of a subscription on (2026-07-28), whose notifications name the request that they are for.
     *
     * @param requestId the exact text of the id of {@code subscriptions/listen}
     */
    public static Announcing ofSubscription(AgentRequest request, AnswerSink passing, String requestId) {
        String meta = ",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":" + requestId + "}}}";
        return new Announcing(request, passing, METHOD + meta);
    }

    /** A sign of life when nothing was written since the last time it was asked for; false when the stream is over. */
    public boolean keepAlive() {
        if (request.isOver()) {
            return false;
        }
        if (streams && silent && isBetweenEvents() && !isFull()) {
            request.out().write(ALIVE);
        }
        silent = true;
        return true;
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
        silent = false;
        passing.chunk(bytes);
        int from = Math.max(0, bytes.length() - 4);
        String tail = last + bytes.getString(from, bytes.length(), "ISO-8859-1");
        last = tail.substring(Math.max(0, tail.length() - 4));
        betweenEvents();
    }

    /** An event ends with an empty line, whatever ends its lines. */
    private void betweenEvents() {
        if (streams && announced && isBetweenEvents() && !request.isOver()) {
            announced = false;
            request.out().write(listChanged);
        }
    }

    private boolean isBetweenEvents() {
        return last.endsWith("\n\n") || last.endsWith("\r\r") || last.endsWith("\n\r\n");
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
