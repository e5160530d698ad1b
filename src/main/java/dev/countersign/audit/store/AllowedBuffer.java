package dev.countersign.audit.store;

import dev.countersign.audit.AuditLog.AllowedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Allowed calls on their way to the trail: a bounded queue without locks, for the threads that forward; one thread drains it. A call counts
 * until its batch is committed, so that a database that is away fills the buffer.
 */
final class AllowedBuffer {

    /** Most calls of one entry. */
    static final int BATCH = 500;

    private final Queue<AllowedCall> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final int capacity;

    AllowedBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Takes a call; false when full. */
    boolean offer(AllowedCall call) {
        if (held.incrementAndGet() > capacity) {
            held.decrementAndGet();
            return false;
        }
        return calls.offer(call);
    }

    /** Calls that are not committed yet. */
    int held() {
        return held.get();
    }

    /** Takes out what is queued, by agent and server, at most {@link #BATCH} calls each; in order within each. */
    List<Batch> drain() {
        Map<Batch.Key, List<AllowedCall>> open = new LinkedHashMap<>();
        List<Batch> full = new ArrayList<>();
        for (AllowedCall call = calls.poll(); call != null; call = calls.poll()) {
            Batch.Key key = new Batch.Key(call.agent(), call.server());
            List<AllowedCall> batch = open.computeIfAbsent(key, none -> new ArrayList<>());
            batch.add(call);
            if (batch.size() == BATCH) {
                full.add(new Batch(key, batch));
                open.remove(key);
            }
        }
        open.forEach((key, batch) -> full.add(new Batch(key, batch)));
        return full;
    }

    /** Makes room: so many calls are committed. */
    void committed(int count) {
        held.addAndGet(-count);
    }

    /** Calls of one agent to one server. */
    record Batch(Key key, List<AllowedCall> calls) {

        Batch {
            calls = List.copyOf(calls);
        }

        record Key(String agent, String server) {}
    }
}
