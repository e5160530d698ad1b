package dev.countersign.gateway.hold;

import dev.countersign.approval.ApprovalFeed;
import dev.countersign.approval.Status;
import dev.countersign.approval.Wakeups;
import dev.countersign.call.ApprovalId;
import dev.countersign.policy.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** What comes from Kafka, handed to whoever waits on this node. */
@ApplicationScoped
public class Awakening implements Wakeups {

    /** Ends after which the call surely did nothing: its places in limits are free again. */
    private static final Set<Status> DID_NOTHING =
            Set.of(Status.DENIED, Status.EXPIRED, Status.WITHDRAWN, Status.VOIDED);

    private final HeldCalls heldCalls;
    private final ApprovalFeed feed;
    private final Limits limits;
    private final Workers workers;

    Awakening(HeldCalls heldCalls, ApprovalFeed feed, Limits limits, Workers workers) {
        this.heldCalls = heldCalls;
        this.feed = feed;
        this.limits = limits;
        this.workers = workers;
    }

    @Override
    public void decided(ApprovalId id, Status status) {
        ended(id, status);
        heldCalls.moved(id, status, true);
    }

    @Override
    public void changed(ApprovalId id, Status status) {
        ended(id, status);
        heldCalls.moved(id, status, false);
    }

    private void ended(ApprovalId id, Status status) {
        if (DID_NOTHING.contains(status)) {
            workers.untilDone("freeing the limits of " + id, () -> {
                limits.giveBack(id.value());
                return true;
            });
        }
    }

    @Override
    public void anything() {
        feed.wake();
    }
}
