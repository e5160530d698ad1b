package dev.countersign.gateway.downstream.announce;

import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.sse.EventTooLargeException;
import dev.countersign.gateway.protocol.sse.SseDecoder;
import dev.countersign.gateway.protocol.sse.SseEvent;
import dev.countersign.gateway.upstream.AnswerSink;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.json.DoubtfulJsonException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Watches the stream of {@code subscriptions/listen} until the server has acknowledged {@code toolsListChanged}: before, and without it,
 * a notification of ours would be one that nobody asked for. Every byte passes as it is.
 */
public final class Acknowledged implements AnswerSink {

    private static final String METHOD = "notifications/subscriptions/acknowledged";

    private final AnswerSink passing;
    private final Runnable granted;
    private final SseDecoder events = new SseDecoder();
    private boolean watching = true;

    /** With who wants to know, once. */
    public Acknowledged(AnswerSink passing, Runnable granted) {
        this.passing = passing;
        this.granted = granted;
    }

    @Override
    public void head(int status, MultiMap headers) {
        passing.head(status, headers);
    }

    @Override
    public void chunk(Buffer bytes) {
        passing.chunk(bytes);
        if (watching) {
            watch(bytes);
        }
    }

    private void watch(Buffer bytes) {
        try {
            for (SseEvent event : events.feed(bytes.getBytes())) {
                if (watching && event.hasMessage()) {
                    look(event.data().orElseThrow().bytes());
                }
            }
        } catch (EventTooLargeException tooLarge) {
            watching = false; // such an event is no acknowledgement
        }
    }

    private void look(byte[] message) {
        try {
            if (says(message, "\"" + METHOD + "\"", "method")) {
                watching = false;
                if (says(message, "true", "params", "notifications", "toolsListChanged")) {
                    granted.run();
                }
            }
        } catch (DoubtfulJsonException unreadable) {
            watching = false;
        }
    }

    private static boolean says(byte[] message, String text, String... path) throws DoubtfulJsonException {
        return Located.value(message, path)
                .map((Span span) -> span.text(message))
                .filter(text::equals)
                .isPresent();
    }

    @Override
    public void end() {
        passing.end();
    }

    @Override
    public void failed(UpstreamFailure failure) {
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
