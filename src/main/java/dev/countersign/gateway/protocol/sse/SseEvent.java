package dev.countersign.gateway.protocol.sse;

import dev.countersign.gateway.RawMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One block of an event stream, up to its empty line.
 *
 * @param id the field of this block only, without control over later blocks
 * @param type {@code message} unless the block names another
 * @param data the lines of data joined by line feeds; empty for a primer, absent when the block has no data field at all: clients
 *     then dispatch nothing, but keep {@code id} and {@code retry}
 * @param retry milliseconds to wait before a reconnection
 * @param comments the texts behind the colons
 * @param raw the exact bytes of the block with its empty line; those of all blocks and the decoder's rest are the stream
 */
public record SseEvent(
        Optional<String> id,
        String type,
        Optional<RawMessage> data,
        OptionalLong retry,
        List<String> comments,
        RawMessage raw) {

    public SseEvent {
        comments = List.copyOf(comments);
    }

    /** Whether it carries a message: data that is not empty. */
    public boolean hasMessage() {
        return data.isPresent() && data.get().size() > 0;
    }
}
