package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.sse.EventTooLargeException;
import dev.countersign.gateway.protocol.sse.SseDecoder;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import dev.countersign.gateway.protocol.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Puts another message in the place of one that stands in an answer. */
final class OneMessage {

    private OneMessage() {}

    /**
     * The answer, or the beginning of it, with the other message.
     *
     * @param answer JSON, or an event stream from its first byte
     * @param events whether it is an event stream
     */
    static byte[] replaced(byte[] answer, RawMessage message, RawMessage other, boolean events) {
        if (!events) {
            return other.bytes();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(answer.length + 128);
        SseDecoder decoder = new SseDecoder();
        try {
            for (SseEvent event : decoder.feed(answer)) {
                boolean here = event.data().equals(Optional.of(message));
                out.writeBytes(
                        here ? SseEncoder.event(event.id(), other) : event.raw().bytes());
            }
        } catch (EventTooLargeException tooLarge) {
            return answer; // the reader of the answer has refused it before
        }
        out.writeBytes(decoder.rest().bytes());
        return out.toByteArray();
    }
}
