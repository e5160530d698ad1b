package dev.countersign.gateway.downstream.bound;

/** How long a request spent here and how long with the server, on the monotonic clock. */
public final class Times {

    private final long received = System.nanoTime();
    private long sent;
    private long answered;

    /** Begins now. */
    public Times() {}

    /** The request leaves for the server. */
    public void sent() {
        sent = System.nanoTime();
    }

    /** The head of the server's answer is here. */
    public void answered() {
        answered = System.nanoTime();
    }

    /** Nanoseconds that the gateway added up to now. */
    public long added() {
        return sent - received + System.nanoTime() - answered;
    }
}
