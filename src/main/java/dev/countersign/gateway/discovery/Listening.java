package dev.countersign.gateway.discovery;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.sse.EventTooLargeException;
import dev.countersign.gateway.protocol.sse.SseDecoder;
import dev.countersign.gateway.protocol.sse.SseEvent;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.Upstream;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.json.DoubtfulJsonException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The stream on which a server tells that its list of tools has changed: that of a session, or a subscription of the modern era. On one
 * event loop.
 */
final class Listening implements AnswerSink {

    private static final String PING = "\"ping\"";
    private static final String CHANGED = "\"notifications/tools/list_changed\"";

    private final Conversation conversation;
    private final Runnable changed;
    private final Runnable ended;
    private final SseDecoder events = new SseDecoder();
    private Upstream.Exchange exchange = Upstream.Exchange.NONE;
    private boolean over;

    private Listening(Conversation conversation, Runnable changed, Runnable ended) {
        this.conversation = conversation;
        this.changed = changed;
        this.ended = ended;
    }

    /**
     * Opens it; the conversation is its own from now on.
     *
     * @param ended told once when the server ends the stream; not when {@link #close} does
     */
    static Listening open(Conversation conversation, Runnable changed, Runnable ended) {
        Listening listening = new Listening(conversation, changed, ended);
        listening.exchange = conversation.era() == Era.LEGACY
                ? conversation.listen(listening)
                : conversation.open("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}", listening);
        return listening;
    }

    void close() {
        if (!over) {
            over = true;
            exchange.cancel();
            conversation.close();
        }
    }

    @Override
    public void head(int status, MultiMap headers) {
        String type = headers.get("content-type");
        if (status != 200 || type == null || !type.startsWith("text/event-stream")) {
            close(); // a server without such a stream
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        try {
            for (SseEvent event : events.feed(bytes.getBytes())) {
                if (!over && event.hasMessage()) {
                    message(event.data().orElseThrow().bytes());
                }
            }
        } catch (EventTooLargeException tooLarge) {
            close();
        }
    }

    private void message(byte[] message) {
        String method = value(message, "method").orElse("");
        if (method.equals(CHANGED)) {
            changed.run();
        } else if (conversation.era() == Era.LEGACY && !method.isEmpty()) {
            // A request: a server that pings in vain may take the session for dead
            value(message, "id")
                    .ifPresent(id -> conversation.answer(
                            id,
                            method.equals(PING)
                                    ? "\"result\":{}"
                                    : "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}"));
        }
    }

    private static Optional<String> value(byte[] message, String name) {
        try {
            return Located.value(message, name).map(span -> span.text(message));
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void end() {
        ended();
    }

    @Override
    public void failed(UpstreamFailure failure) {
        ended();
    }

    private void ended() {
        if (!over) {
            over = true;
            conversation.close();
            ended.run();
        }
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void whenDrained(Runnable resume) {
        resume.run();
    }
}
