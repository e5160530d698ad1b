package dev.countersign.gateway.gate;

import dev.countersign.approval.Holds;
import dev.countersign.call.ApprovalId;
import dev.countersign.policy.LimitClaim;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One call on its way to be held: takes its places in limits when it enters, and finds out whether an earlier hold of the same call is
 * really waited for. Asked by one thread after the other.
 */
final class NewCall implements Holds.Entrance {

    private final Function<ApprovalId, Optional<LimitClaim>> places;
    private final Predicate<ApprovalId> here;
    private final Map<ApprovalId, Instant> leases = new HashMap<>();
    private Optional<LimitClaim> full = Optional.empty();

    /**
     * @param places takes the places of a new call in its limits, or answers the one that has none left
     * @param here whether an exchange on this node waits for a call
     */
    NewCall(Function<ApprovalId, Optional<LimitClaim>> places, Predicate<ApprovalId> here) {
        this.places = places;
        this.here = here;
    }

    /** The limit that had no place left. */
    Optional<LimitClaim> full() {
        return full;
    }

    @Override
    public boolean mayEnter(ApprovalId id) {
        full = places.apply(id);
        return full.isEmpty();
    }

    /**
     * An exchange on this node is seen; of another node it is believed once that node was heard of after this call came. Otherwise the
     * exchange is just ending, or its node has died: a moment later the call attaches, instead of asking people twice.
     */
    @Override
    public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
        return here.test(earlier) || lease.isAfter(leases.computeIfAbsent(earlier, first -> lease));
    }
}
