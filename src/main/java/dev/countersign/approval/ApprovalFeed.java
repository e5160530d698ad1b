package dev.countersign.approval;

import java.util.Optional;
import java.util.concurrent.Flow;

/** Every change of every call, in order, for live pages and the event stream. */
public interface ApprovalFeed {

    /**
     * Changes from now on, or from behind a position on. Each subscription is independent; a slow subscriber is ended, not waited
     * for, and comes back with its last position.
     *
     * @throws IllegalArgumentException when the position is none of ours
     */
    Flow.Publisher<Change> changes(Optional<String> afterPosition);

    /** Something changed somewhere: look now. Never blocks. */
    void wake();

    /**
     * One change.
     *
     * @param position names this change on every node
     * @param view the call as it was after the change
     */
    record Change(String position, ApprovalView view) {}
}
