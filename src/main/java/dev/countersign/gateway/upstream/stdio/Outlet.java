package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.upstream.AnswerSink;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;

/**
 * The way from the thread that reads a program to one agent's stream. What waits for a slow agent is bounded: beyond, the reading thread
 * waits too, and so, by its full pipe, the program. An agent that takes nothing for long is to be cut off, since others wait behind it.
 */
final class Outlet {

    /** Bytes that may wait; a single larger message may. */
    private static final int MOST = 1024 * 1024;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final AnswerSink sink;
    private int waiting;
    private int untilDrained;
    private boolean closed;

    Outlet(AnswerSink sink) {
        this.sink = sink;
    }

    /**
     * Takes a place for so many bytes; on the reading thread, which waits for it.
     *
     * @return false when there was none for 30 s
     */
    synchronized boolean admit(int bytes) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!closed && waiting > 0 && waiting + bytes > MOST) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        waiting += bytes;
        return true;
    }

    /** Writes what was admitted; on the event loop. The place is free when the agent's connection has taken it. */
    void write(Buffer chunk, int admitted) {
        sink.chunk(chunk);
        if (sink.isFull()) {
            untilDrained += admitted;
            sink.whenDrained(this::drained);
        } else {
            free(admitted);
        }
    }

    /** Nothing is written any more; nobody waits. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void drained() {
        int taken = untilDrained;
        untilDrained = 0;
        free(taken);
    }

    private synchronized void free(int bytes) {
        waiting -= bytes;
        notifyAll();
    }
}
