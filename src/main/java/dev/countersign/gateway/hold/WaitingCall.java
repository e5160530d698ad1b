package dev.countersign.gateway.hold;

import dev.countersign.approval.Holds.Placed;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Waiter;
import dev.countersign.gateway.hold.Arrivals.Arrived;
import dev.countersign.gateway.stream.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * One exchange that waits on this node. Its phase only ever goes forward to {@code ENDED}; {@code SENDING} may fall back to
 * {@code WAITING} when there was nothing to send. The lock is held for moments only, never while calling out.
 */
final class WaitingCall implements HeldCall {

    private enum Phase {
        WAITING,
        SENDING,
        ENDED
    }

    private final HeldCalls room;
    private final ApprovalId id;
    private final Arrived arrived;
    private final String url;
    private final CompletableFuture<Waiter> waiter = new CompletableFuture<>();
    private final CompletableFuture<Void> takenBack = new CompletableFuture<>();
    private final long began = System.nanoTime();
    private Phase phase = Phase.WAITING;
    private boolean gone;
    private long decisionReadAt;
    private boolean decided;
    private boolean decidedEarly;
    private boolean overBudget;
    private @Nullable ScheduledFuture<?> budget;

    WaitingCall(HeldCalls room, Arrived arrived, String url) {
        this.room = room;
        this.id = arrived.placed().id();
        this.arrived = arrived;
        this.url = url;
    }

    @Override
    public ApprovalId id() {
        return id;
    }

    UUID exchange() {
        return arrived.exchange();
    }

    Caller caller() {
        return arrived.caller();
    }

    Placed placed() {
        return arrived.placed();
    }

    @Override
    public Instant expiresAt() {
        return arrived.placed().expiresAt();
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void await(Waiter exchangeThatWaits) {
        waiter.complete(exchangeThatWaits);
        room.waits(this);
    }

    /** Whether somebody waits here now, as far as is known (invariant I9). */
    boolean waitedFor() {
        Waiter now = waiter.getNow(null);
        synchronized (this) {
            return !gone && phase != Phase.ENDED && now != null && now.isOpen();
        }
    }

    /** Whether no budget bounds its waiting. */
    boolean isPatient() {
        Waiter now = waiter.getNow(null);
        return now != null && now.isPatient();
    }

    /** As {@link #waitedFor}, or another exchange of this node has taken the waiting over. */
    boolean someoneWaits() {
        return waitedFor() || room.isWaitedFor(id);
    }

    /** Begins a sending; false when one is under way, nobody waits (yet: then it is remembered), or all is over. */
    boolean beginSending() {
        synchronized (this) {
            if (!waiter.isDone()) {
                decidedEarly = true;
                return false;
            }
        }
        if (!waitedFor()) {
            return false;
        }
        synchronized (this) {
            if (phase != Phase.WAITING || gone) {
                return false;
            }
            phase = Phase.SENDING;
            return true;
        }
    }

    /** Whether a decision came after the call was placed and before anybody waited for it. */
    synchronized boolean decidedEarly() {
        return decidedEarly;
    }

    /** Whether this end was recorded by the sending that is under way here, and is told by it too. */
    synchronized boolean endsItself(Status end) {
        return phase == Phase.SENDING && (end == Status.COMPLETED || end == Status.FAILED);
    }

    /** There was nothing to send: waiting goes on, unless the budget ran out meanwhile, then the answer is true. */
    synchronized boolean stopSending() {
        if (phase == Phase.SENDING) {
            phase = Phase.WAITING;
        }
        return overBudget;
    }

    synchronized void budget(ScheduledFuture<?> timer) {
        budget = timer;
    }

    /** The budget is over: true when the exchange is still waiting, and may be told to come back. */
    synchronized boolean endBudget() {
        overBudget = true;
        return phase == Phase.WAITING && end();
    }

    private synchronized boolean end() {
        if (phase == Phase.ENDED) {
            return false;
        }
        phase = Phase.ENDED;
        if (budget != null) {
            budget.cancel(false);
        }
        return true;
    }

    /** A decision came from Kafka; the first one counts. */
    synchronized void decisionRead() {
        if (!decided) {
            decided = true;
            decisionReadAt = System.nanoTime();
        }
    }

    /** How long ago the decision came; empty when the end needed none. */
    synchronized Optional<Duration> sinceDecision() {
        return decided ? Optional.of(Duration.ofNanos(System.nanoTime() - decisionReadAt)) : Optional.empty();
    }

    /** Passes on what the server sent before its response, to whoever waits here now. */
    void relay(RawMessage message) {
        room.relay(this, message);
    }

    /** Something that the server said, for this exchange. */
    void hear(RawMessage message) {
        CompletableFuture<Void> unused = waiter.thenAccept(w -> w.relay(message));
    }

    @Override
    public Optional<EventId> place() {
        return arrived.place();
    }

    @Override
    public boolean isBeingSent() {
        Status status = arrived.placed().status();
        return status == Status.RELEASING || status.terminal();
    }

    /** Its stream, if it has one that can be resumed. */
    Optional<UUID> stream() {
        return arrived.place().map(EventId::stream);
    }

    /** How long its request had waited when this exchange came. */
    Duration age() {
        return arrived.age();
    }

    /** How long its request has waited by now, over all legs. */
    Duration waited() {
        return arrived.age().plusNanos(System.nanoTime() - began);
    }

    /** Completes when the agent takes the call back while it is being sent here. */
    CompletionStage<Void> takenBack() {
        return takenBack;
    }

    /** The agent has taken the call back, in this exchange or another. */
    void takeBack() {
        takenBack.complete(null);
    }

    /** The node stops: whether the exchange was ended so that its agent comes back to another one. */
    boolean sendAway() {
        Waiter now = waiter.getNow(null);
        return now != null && now.sendAway();
    }

    /** The right to say the last word, had by one caller only, and by none when nobody listens any more. */
    synchronized boolean endWaiting() {
        return !gone && end();
    }

    /** The last word, after {@link #endBudget} or {@link #endWaiting}; true when it reached an open connection. */
    CompletionStage<Boolean> tell(HeldAnswer answer) {
        return waiter.thenCompose(w -> w.deliver(answer));
    }

    @Override
    public void disconnected() {
        if (caller().era() != Era.MODERN) {
            detach();
        } else if (leave()) {
            room.abandoned(this);
        }
    }

    @Override
    public void detach() {
        if (leave()) {
            room.detached(this);
        }
    }

    @Override
    public void giveUp() {
        if (leave()) {
            room.gaveUp(this);
        }
    }

    @Override
    public void withdraw() {
        if (leave()) {
            room.withdrawn(this);
        }
    }

    /** Another exchange waits for the call now; this one ends without a response. */
    void superseded() {
        if (leave()) {
            CompletableFuture<Void> unused = waiter.thenAccept(Waiter::supersede);
        }
    }

    private synchronized boolean leave() {
        if (gone) {
            return false;
        }
        gone = true;
        if (phase == Phase.WAITING) {
            end();
        }
        return true;
    }
}
