package dev.countersign.gateway.session;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A session as this node uses it: the row, and what is open in it here. Safe to use from any thread.
 *
 * <p>Request ids in flight are compared as JSON values: the key of a number is its text, that of a string starts with a quote.
 */
public final class McpSession {

    private static final long STREAM_OPENS_MILLIS = 500;
    private static final long STREAM_COMES_MILLIS = 60;

    private final SessionRow row;
    private final ConcurrentMap<String, OpenRequest> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile Optional<String> upstreamId;
    private volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);
    private volatile boolean used = true;
    private volatile long lastUse = System.nanoTime();
    private volatile boolean ended;

    McpSession(SessionRow row) {
        this.row = row;
        this.upstreamId = row.upstreamId();
    }

    public String id() {
        return row.id();
    }

    public AgentName agent() {
        return row.agent();
    }

    public ServerName server() {
        return row.server();
    }

    /** The negotiated revision, as the server named it. */
    public String version() {
        return row.version();
    }

    public String clientName() {
        return row.client().name();
    }

    public String clientVersion() {
        return row.client().version();
    }

    /** What the client can do: the exact text of the object {@code capabilities}. */
    public String clientCapabilities() {
        return row.client().capabilities();
    }

    /** Whether the server declared that it tells of changes of its tools. */
    public boolean listsChange() {
        return row.listsChange();
    }

    /** The agent's {@code initialize} request, to be replayed when the server lost the session. */
    public RawMessage initialize() {
        return row.initialize();
    }

    /** The server's own session id at present. */
    public Optional<String> upstreamId() {
        return upstreamId;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Notes a use; cheap enough for every request, written to the database about once a minute. */
    public void use() {
        lastUse = System.nanoTime();
        if (!used) {
            used = true;
        }
    }

    /** Takes the id; false when a request with the same id is still open, which then stays untouched. */
    public boolean begin(String idKey, OpenRequest request) {
        return inFlight.putIfAbsent(idKey, request) == null;
    }

    /**
     * Takes the id, also from another request of which the caller knows that it is the same in another exchange.
     *
     * @return false when a request has it from which it cannot be taken
     */
    public boolean takeOver(String idKey, OpenRequest request, Predicate<OpenRequest> from) {
        return inFlight.compute(idKey, (key, other) -> other == null || from.test(other) ? request : other) == request;
    }

    /** Gives the id free again, if it is this request that has it. */
    public void finish(String idKey, OpenRequest request) {
        inFlight.remove(idKey, request);
    }

    /** What is open under this id. */
    public Optional<OpenRequest> open(String idKey) {
        return Optional.ofNullable(inFlight.get(idKey));
    }

    /** Counts one more GET stream; false, and not counted, when {@code limit} are open. */
    public boolean listen(int limit) {
        return take(listening, limit);
    }

    /**
     * A GET stream is on its way to the server. Until it stands, a server that has something to ask on it would say it to nobody, so
     * requests that come behind it wait for it, as they would behind it on a wire.
     *
     * @return to be completed when it stands or has failed; completes by itself after {@link #STREAM_OPENS_MILLIS}
     */
    public CompletableFuture<Void> opensStream() {
        CompletableFuture<Void> stands =
                new CompletableFuture<Void>().completeOnTimeout(null, STREAM_OPENS_MILLIS, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> before = opening;
        opening = stands;
        before.complete(null);
        return stands;
    }

    /**
     * The client has said that it is ready: common clients open their GET stream now and make their first request right behind it, on
     * another connection. For a moment that request waits for the stream, if it is not here yet.
     */
    public void expectsStream() {
        opening = new CompletableFuture<Void>().completeOnTimeout(null, STREAM_COMES_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Done, but while a GET stream is on its way, or expected. */
    public CompletableFuture<Void> streamStands() {
        return opening;
    }

    public void stopListening() {
        listening.decrementAndGet();
    }

    /** Counts one more held stream; false, and not counted, when {@code limit} are open. */
    public boolean hold(int limit) {
        return take(held, limit);
    }

    public void stopHolding() {
        held.decrementAndGet();
    }

    /** Whether a call is held in it here while nothing was sent in it for so many nanoseconds. */
    boolean isHoldingInSilence(long nanos) {
        return held.get() > 0 && System.nanoTime() - lastUse >= nanos;
    }

    boolean usedSinceLastAsked() {
        boolean was = used || listening.get() > 0 || !inFlight.isEmpty();
        used = false;
        return was;
    }

    void mapTo(Optional<String> anotherUpstreamId) {
        upstreamId = anotherUpstreamId;
    }

    void end() {
        ended = true;
        inFlight.values().forEach(OpenRequest::sessionEnded);
    }

    private static boolean take(AtomicInteger counter, int limit) {
        if (counter.incrementAndGet() > limit) {
            counter.decrementAndGet();
            return false;
        }
        return true;
    }

    @Override
    public String toString() {
        return row.toString();
    }
}
