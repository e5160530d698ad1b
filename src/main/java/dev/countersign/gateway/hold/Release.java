package dev.countersign.gateway.hold;

import dev.countersign.approval.CrashPoint;
import dev.countersign.approval.CrashPoints;
import dev.countersign.approval.Holds.Ending;
import dev.countersign.approval.Liveness;
import dev.countersign.approval.ReleaseDesk.Order;
import dev.countersign.approval.Witness;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One sending of one approved call (architecture design, section 5): claim with the final gate, intent acknowledged by Kafka, a check
 * that neither took so long that others have given this node up, then the bytes, once; record first, deliver after.
 */
@ApplicationScoped
class Release {

    /** Claim and intent must not outlast this: shorter than the lease, so that a paused node sends nothing late. */
    private static final long CLAIM_LASTS_NANOS = Duration.ofSeconds(5).toNanos();

    private static final Logger LOGGER = Logger.getLogger(Release.class);

    private final ReleaseRecords records;
    private final Witness witness;
    private final Dispatches dispatches;
    private final Liveness life;
    private final Workers workers;
    private final CrashPoints crashes;

    Release(
            ReleaseRecords records,
            Witness witness,
            Dispatches dispatches,
            Liveness life,
            Workers workers,
            CrashPoints crashes) {
        this.records = records;
        this.witness = witness;
        this.dispatches = dispatches;
        this.life = life;
        this.workers = workers;
        this.crashes = crashes;
    }

    /** On a worker. Completes with the recorded end, or with null when there was nothing to send. */
    CompletionStage<@Nullable Ending> run(WaitingCall call) {
        long began = System.nanoTime();
        Optional<Order> claimed;
        try {
            claimed = records.claim(call);
        } catch (RuntimeException away) {
            LOGGER.warnf(
                    "the right to send %s could not be taken (%s)",
                    call.id(), away.getClass().getSimpleName());
            return records.disown(call);
        }
        if (claimed.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Order order = claimed.get();
        return witness.intend(call.id(), order.claim())
                .handle((acknowledged, failure) -> failure == null)
                // on a worker again: Kafka's own thread must not do what follows
                .thenCompose(witnessed -> workers.call(() ->
                        witnessed ? send(call, order, began) : notSent("Kafka did not acknowledge the intent to send")))
                .thenCompose(sending -> sending)
                .thenCompose(answer -> records.conclude(order, answer));
    }

    private CompletionStage<ServerAnswer> send(WaitingCall call, Order order, long began) {
        if (!inTime(began)) {
            return notSent("this node was held up between the decision and the sending");
        }
        crashes.reached(CrashPoint.BEFORE_UPSTREAM_SEND);
        AtomicBoolean begun = new AtomicBoolean();
        try {
            return dispatches
                    .send(
                            order,
                            call::relay,
                            new LastWord(call, began, begun),
                            () -> crashes.reached(CrashPoint.AFTER_UPSTREAM_SEND))
                    .exceptionally(broken -> broken(call, begun, broken));
        } catch (RuntimeException broken) {
            return CompletableFuture.completedFuture(broken(call, begun, broken));
        }
    }

    /** What the waiting side says to the sending. */
    private final class LastWord implements ServerCalls.BeforeFirstByte {

        private final WaitingCall call;
        private final long began;
        private final AtomicBoolean begun;

        LastWord(WaitingCall call, long began, AtomicBoolean begun) {
            this.call = call;
            this.began = began;
            this.begun = begun;
        }

        @Override
        public boolean maySend() {
            begun.set(true);
            return inTime(began) && call.someoneWaits();
        }

        @Override
        public CompletionStage<Void> cancelled() {
            return call.takenBack();
        }
    }

    /** A fault of our own must not leave the call {@code releasing} for ever on a node that lives. */
    private static ServerAnswer broken(WaitingCall call, AtomicBoolean begun, Throwable fault) {
        LOGGER.errorf(fault, "sending %s failed", call.id());
        return begun.get()
                ? new ServerAnswer.Unknown("the gateway failed while it was sending")
                : new ServerAnswer.NotSent("the gateway could not put the call together");
    }

    private static CompletionStage<ServerAnswer> notSent(String reason) {
        return CompletableFuture.completedFuture(new ServerAnswer.NotSent(reason));
    }

    private boolean inTime(long began) {
        return life.sure() && System.nanoTime() - began < CLAIM_LASTS_NANOS;
    }
}
