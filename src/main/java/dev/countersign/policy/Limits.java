package dev.countersign.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes and gives back the places of calls in limits. Blocking: PostgreSQL and its clock for shared scopes.
 *
 * <p>Places are booked under the call's id, so that a call that surely did nothing gives all of its places back.
 */
public interface Limits {

    /**
     * Takes a place in every limit, or in none, for a call that goes on at once.
     *
     * @return empty when all were taken, else the first limit without room
     * @throws RuntimeException when the store cannot be reached: the call must be refused
     */
    default Optional<LimitClaim> take(UUID call, List<LimitClaim> claims) {
        return take(call, claims, Duration.ZERO);
    }

    /**
     * Takes a place in every limit, or in none.
     *
     * @param heldFor how long the call may be held at most, zero when it is not: so long its places count however short the
     *     windows are, and so they do not count for ever when a node dies before the call was stored
     * @return empty when all were taken, else the first limit without room
     * @throws RuntimeException when the store cannot be reached: the call must be refused
     */
    Optional<LimitClaim> take(UUID call, List<LimitClaim> claims, Duration heldFor);

    /** What is taken in a counter now, for people who ask. */
    default BigDecimal used(LimitClaim claim) {
        return BigDecimal.ZERO;
    }

    /** Moves the places of a released call to this moment: from now on they count one window. */
    void touch(UUID call);

    /** Frees the places of a call that surely did nothing. */
    void giveBack(UUID call);
}
