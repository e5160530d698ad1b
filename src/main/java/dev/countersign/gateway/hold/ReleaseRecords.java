package dev.countersign.gateway.hold;

import dev.countersign.approval.CrashPoint;
import dev.countersign.approval.CrashPoints;
import dev.countersign.approval.Holds;
import dev.countersign.approval.Holds.Ending;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.ReleaseDesk.Order;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.policy.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The recorded side of a release: the claim before it, the end after it. */
@ApplicationScoped
class ReleaseRecords {

    private static final Logger LOGGER = Logger.getLogger(ReleaseRecords.class);

    private final ReleaseDesk desk;
    private final Holds holds;
    private final Limits limits;
    private final ReleaseChecks checks;
    private final Workers workers;
    private final CrashPoints crashes;

    ReleaseRecords(
            ReleaseDesk desk, Holds holds, Limits limits, ReleaseChecks checks, Workers workers, CrashPoints crashes) {
        this.desk = desk;
        this.holds = holds;
        this.limits = limits;
        this.checks = checks;
        this.workers = workers;
        this.crashes = crashes;
    }

    /** Takes the right to send, if the final gate says yes. Blocking. */
    Optional<Order> claim(WaitingCall call) {
        Optional<Order> order = desk.claim(call.id(), call.exchange(), checks);
        if (order.isPresent()) {
            crashes.reached(CrashPoint.AFTER_RELEASE_CLAIM);
        }
        return order;
    }

    /**
     * The claim failed, and may have been committed all the same: whatever this exchange claimed is given up, nothing was sent under
     * it. Completes with the end that is on record then, or with null when the call may still be claimed.
     */
    CompletionStage<@Nullable Ending> disown(WaitingCall call) {
        return workers.untilDone("giving up the right to send " + call.id(), () -> {
            desk.disown(call.id(), call.exchange());
            return holds.ending(call.id()).orElse(null);
        });
    }

    /** Records what came of it, however long PostgreSQL is away; what the record says then is what is told. */
    CompletionStage<@Nullable Ending> conclude(Order order, ServerAnswer answer) {
        crashes.reached(CrashPoint.AFTER_REPLY_BEFORE_RECORD);
        return workers.untilDone("recording the answer of " + order.candidate().id(), () -> record(order, answer))
                .thenApply(ending -> {
                    crashes.reached(CrashPoint.AFTER_RECORD_BEFORE_DELIVER);
                    return ending;
                });
    }

    private @Nullable Ending record(Order order, ServerAnswer answer) {
        boolean recorded = desk.conclude(
                order.candidate().id(),
                order.claim(),
                ServerAnswers.command(answer, order.candidate().server()));
        if (!recorded) {
            LOGGER.warnf(
                    "the answer of %s came after its sending was given up",
                    order.candidate().id());
        }
        settle(order.candidate().id().value(), answer);
        return holds.ending(order.candidate().id()).orElse(null);
    }

    /** The places that the call took in limits: moved to now, or given back when it surely did nothing. */
    private void settle(UUID call, ServerAnswer answer) {
        if (ServerAnswers.didNothing(answer)) {
            limits.giveBack(call);
        } else {
            limits.touch(call);
        }
    }
}
