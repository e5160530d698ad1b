package dev.countersign.gateway.hold;

import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.RawMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What servers said before their responses while no leg of the stream was open: kept in the memory of this node, little of it, until
 * the stream is resumed here. What is too much is forgotten, oldest first: these are notifications, never the answer.
 */
final class MissedMessages {

    /** Of one stream (protocol design, section 9). */
    private static final int EVENTS = 256;

    private static final long BYTES = 1024 * 1024;

    /** Of all streams of this node together. */
    private static final long ALL_BYTES = 64 * BYTES;

    private static final int STREAMS = 10_000;

    private final Map<ApprovalId, Missed> kept = new LinkedHashMap<>();
    private long bytes;

    private static final class Missed {
        private final UUID stream;
        private final Deque<RawMessage> messages = new ArrayDeque<>();
        private long size;

        Missed(UUID stream) {
            this.stream = stream;
        }
    }

    /**
     * Passes a message on to whoever waits now, behind what was missed before, or keeps it.
     *
     * @param sender whose sending it belongs to
     * @param now who waits for the call, asked here so that nobody can come between
     */
    synchronized void pass(WaitingCall sender, RawMessage message, Supplier<WaitingCall> now) {
        WaitingCall listener = now.get();
        if (listener.waitedFor()) {
            tell(listener);
            listener.hear(message);
        } else {
            sender.stream().ifPresent(stream -> keep(sender.id(), stream, message));
        }
    }

    /** Tells a listener what was missed on its own stream; what was missed on another is of no use to anybody now. */
    synchronized void tell(WaitingCall listener) {
        @Nullable Missed missed = kept.remove(listener.id());
        if (missed != null) {
            bytes -= missed.size;
            if (listener.stream().filter(missed.stream::equals).isPresent()) {
                missed.messages.forEach(listener::hear);
            }
        }
    }

    private void keep(ApprovalId id, UUID stream, RawMessage message) {
        Missed missed = kept.computeIfAbsent(id, first -> new Missed(stream));
        missed.messages.addLast(message);
        grow(missed, message.size());
        while (missed.messages.size() > EVENTS || missed.size > BYTES) {
            grow(missed, -missed.messages.removeFirst().size());
        }
        Iterator<Missed> oldest = kept.values().iterator();
        while ((bytes > ALL_BYTES || kept.size() > STREAMS) && oldest.hasNext()) {
            bytes -= oldest.next().size;
            oldest.remove();
        }
    }

    private void grow(Missed missed, long by) {
        missed.size += by;
        bytes += by;
    }
}
