package dev.countersign.gateway.hold;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.stream.NewStream;
import dev.countersign.gateway.stream.StreamJournal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The journal in memory. */
final class MemoryStreams implements StreamJournal {

    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        private final NewStream stream;
        private final ApprovalId hold;
        private int leg;
        private boolean taken;
        private boolean over;

        Entry(NewStream stream, ApprovalId hold) {
            this.stream = stream;
            this.hold = hold;
        }
    }

    @Override
    public synchronized void joined(ApprovalId hold, Optional<NewStream> own) {
        entries.values().stream().filter(e -> e.hold.equals(hold)).forEach(e -> e.taken = true);
        own.ifPresent(stream -> entries.put(stream.id(), new Entry(stream, hold)));
    }

    @Override
    public synchronized OptionalInt nextLeg(UUID stream) {
        Entry entry = entries.get(stream);
        return entry.taken || entry.over ? OptionalInt.empty() : OptionalInt.of(++entry.leg);
    }

    @Override
    public synchronized Optional<Known> find(UUID stream, AgentName agent, String session) {
        return Optional.ofNullable(entries.get(stream))
                .filter(e -> !e.taken
                        && e.stream.agent().equals(agent)
                        && e.stream.session().equals(session))
                .map(e -> new Known(
                        stream, e.hold, e.stream.requestId(), e.stream.progressToken(), e.leg, e.over, Duration.ZERO));
    }

    @Override
    public synchronized void over(UUID stream) {
        entries.get(stream).over = true;
    }
}
