package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.protocol.sse.EventTooLargeException;
import dev.countersign.gateway.protocol.sse.SseDecoder;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import dev.countersign.gateway.protocol.sse.SseEvent;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * An answer whose response has to be changed as it passes: a list of tools, a discovery. Everything else keeps its bytes; what cannot be
 * read is an error for the agent, never passed.
 */
public final class Rewriting implements AnswerSink {

    private static final Logger LOGGER = Logger.getLogger(Rewriting.class);
    private static final int LARGEST = SseDecoder.DEFAULT_LIMIT;

    private final AgentRequest request;
    private final Replies replies;
    private final Rewrite rewrite;
    private final PassThrough passing;
    private final SseDecoder events = new SseDecoder();
    private final Buffer json = Buffer.buffer();
    private MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private Form form = Form.UNTOUCHED;

    /** The change of one response. */
    @FunctionalInterface
    public interface Rewrite {

        /**
         * The response as the agent gets it; the same object when nothing has to change.
         *
         * @throws UnreadableAnswerException when it cannot be read strictly
         */
        RawMessage of(RawMessage response) throws UnreadableAnswerException;
    }

    private enum Form {
        /** No list: an error status. */
        UNTOUCHED,
        JSON,
        EVENTS,
        /** Answered otherwise. */
        CLOSED
    }

    /** With what changes its response. */
    public Rewriting(AgentRequest request, Replies replies, Rewrite rewrite) {
        this.request = request;
        this.replies = replies;
        this.rewrite = rewrite;
        this.passing = new PassThrough(request, replies, Booking.NONE);
    }

    @Override
    public void head(int status, MultiMap with) {
        String type = with.get("content-type");
        if (type != null && type.startsWith("text/event-stream")) {
            form = Form.EVENTS;
            passing.head(status, with);
        } else if (status >= 200 && status < 300) {
            form = Form.JSON;
            headers = with;
        } else {
            passing.head(status, with);
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (form == Form.JSON) {
            if (json.length() + bytes.length() > LARGEST) {
                refuse("it is too large");
            } else {
                json.appendBuffer(bytes);
            }
        } else if (form == Form.EVENTS) {
            event(bytes);
        } else if (form == Form.UNTOUCHED) {
            passing.chunk(bytes);
        }
    }

    @Override
    public void end() {
        if (form == Form.JSON) {
            whole();
        } else if (form == Form.EVENTS) {
            passing.chunk(Buffer.buffer(events.rest().bytes()));
            passing.end();
        } else if (form == Form.UNTOUCHED) {
            passing.end();
        }
    }

    @Override
    public void failed(UpstreamFailure failure) {
        if (form != Form.CLOSED) {
            passing.failed(failure);
        }
    }

    @Override
    public boolean isFull() {
        return passing.isFull();
    }

    @Override
    public void whenDrained(Runnable resume) {
        passing.whenDrained(resume);
    }

    private void whole() {
        if (json.length() == 0) {
            passing.head(200, headers);
            passing.end();
            return;
        }
        try {
            RawMessage message = rewrite.of(RawMessage.of(json.getBytes()));
            MultiMap sized = MultiMap.caseInsensitiveMultiMap()
                    .addAll(headers)
                    .set("content-length", Integer.toString(message.size()));
            passing.head(200, sized);
            passing.chunk(Buffer.buffer(message.bytes()));
            passing.end();
        } catch (UnreadableAnswerException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void event(Buffer bytes) {
        try {
            for (SseEvent event : events.feed(bytes.getBytes())) {
                passing.chunk(Buffer.buffer(filtered(event)));
            }
        } catch (EventTooLargeException e) {
            form = Form.CLOSED;
            request.leaveServer();
            passing.chunk(
                    Buffer.buffer(SseEncoder.event(Optional.empty(), unreadable(String.valueOf(e.getMessage())))));
            passing.end();
        }
    }

    private byte[] filtered(SseEvent event) {
        if (!event.hasMessage()
                || ServerMessage.of(event.data().orElseThrow().bytes()).isNotification()) {
            return event.raw().bytes();
        }
        RawMessage message = event.data().orElseThrow();
        try {
            RawMessage changed = rewrite.of(message);
            return changed.equals(message) ? event.raw().bytes() : SseEncoder.event(event.id(), changed);
        } catch (UnreadableAnswerException e) {
            return SseEncoder.event(event.id(), unreadable(String.valueOf(e.getMessage())));
        }
    }

    private void refuse(String why) {
        form = Form.CLOSED;
        request.leaveServer();
        LOGGER.warnf(
                "an answer that had to be changed is not passed on: server=%s reason=%s",
                request.server().name(), why);
        replies.json(request.out(), 502, unreadable(why));
    }

    private RawMessage unreadable(String why) {
        return JsonRpcErrors.of(
                request.requestId(), ErrorCodes.INTERNAL_ERROR, "the server's answer cannot be passed on: " + why);
    }
}
