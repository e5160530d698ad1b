package dev.countersign.gateway.upstream;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.sse.EventTooLargeException;
import dev.countersign.gateway.protocol.sse.SseDecoder;
import dev.countersign.gateway.protocol.sse.SseEvent;
import dev.countersign.gateway.upstream.ServerMessage.Kind;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the response to one request in an answer that comes in chunks, as JSON or as an event stream. One answer, one thread. */
public final class AnswerReader {

    /** The largest response, in bytes (security design, section 17). */
    static final int LARGEST = SseDecoder.DEFAULT_LIMIT;

    private final String idKey;
    private final boolean streamed;
    private final SseDecoder events = new SseDecoder();
    private final Buffer json = Buffer.buffer();
    private Optional<String> lastEventId = Optional.empty();
    private OptionalLong retryMillis = OptionalLong.empty();
    private boolean found;
    private int further;
    private boolean tooLarge;

    /**
     * A reader for an answer of this content type.
     *
     * @param requestId the exact text of the request's {@code id}
     */
    public AnswerReader(@Nullable String contentType, String requestId) {
        this.streamed = contentType != null && contentType.startsWith("text/event-stream");
        this.idKey = ServerMessage.keyOf(requestId);
    }

    /**
     * Takes the next bytes.
     *
     * @param before gets the messages that came before the response
     * @return the response when it is complete, once
     */
    public Optional<RawMessage> read(Buffer bytes, Consumer<RawMessage> before) {
        if (tooLarge) {
            return Optional.empty();
        }
        if (streamed) {
            return events(bytes, before);
        }
        tooLarge = json.length() + bytes.length() > LARGEST;
        if (!tooLarge) {
            json.appendBuffer(bytes);
        }
        return Optional.empty();
    }

    /** The answer is complete; the response of a JSON answer, if it is one. */
    public Optional<RawMessage> end() {
        return streamed || tooLarge
                ? Optional.empty()
                : Optional.of(RawMessage.of(json.getBytes())).filter(this::isResponse);
    }

    /** Whether it exceeds what is read; nothing more is found then. */
    public boolean isTooLarge() {
        return tooLarge;
    }

    /** Where a client may resume the stream: the id of the last event that had one. */
    public Optional<String> lastEventId() {
        return lastEventId;
    }

    /** How long a client shall wait before it resumes, as the stream last said. */
    public OptionalLong retryMillis() {
        return retryMillis;
    }

    /** Responses to the same request after the first since this was last asked. */
    public int takeFurther() {
        int count = further;
        further = 0;
        return count;
    }

    private Optional<RawMessage> events(Buffer bytes, Consumer<RawMessage> before) {
        Optional<RawMessage> response = Optional.empty();
        try {
            for (SseEvent event : events.feed(bytes.getBytes())) {
                noted(event);
                if (!event.hasMessage()) {
                    continue;
                }
                RawMessage message = event.data().orElseThrow();
                if (!isResponse(message)) {
                    before.accept(message);
                } else if (found) {
                    further++;
                } else {
                    found = true;
                    response = Optional.of(message);
                }
            }
        } catch (EventTooLargeException e) {
            tooLarge = true;
        }
        return response;
    }

    private void noted(SseEvent event) {
        if (event.id().isPresent()) {
            lastEventId = event.id().filter(id -> !id.isEmpty());
        }
        if (event.retry().isPresent()) {
            retryMillis = event.retry();
        }
    }

    private boolean isResponse(RawMessage message) {
        ServerMessage read = ServerMessage.of(message.bytes());
        return read.kind() == Kind.RESPONSE && read.idKey().equals(idKey);
    }
}
