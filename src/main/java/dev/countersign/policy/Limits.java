package dev.countersign.policy;

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
     * Takes a place in every limit, or in none.
     *
     * @return empty when all were taken, else the first limit without room
     * @throws RuntimeException when the store cannot be reached: the call must be refused
     */
    Optional<LimitClaim> take(UUID call, List<LimitClaim> claims);

    /** Moves the places of a released call to this moment. */
    void touch(UUID call);

    /** Frees the places of a call that surely did nothing. */
    void giveBack(UUID call);
}
