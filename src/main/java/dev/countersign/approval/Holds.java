package dev.countersign.approval;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.HoldTerms;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The waiting side of held calls, for the gateway. Blocking; each method is one transaction, and throws when PostgreSQL cannot be
 * reached: then nothing has happened, or what has happened is found by the next look.
 */
public interface Holds {

    /**
     * Parks the call, or attaches to an earlier hold of the same call that nobody waits for any more.
     *
     * @param waiter the exchange that will wait
     * @return empty when the door did not let a new call in
     */
    Optional<Placed> place(NewHold hold, UUID waiter, Door door);

    /**
     * Waits for a call that is on record, instead of whoever waits for it now.
     *
     * @param agent whose call it has to be
     * @return empty when this agent has no such call, or the door is closed
     */
    Optional<Placed> takeOver(ApprovalId id, AgentName agent, UUID waiter, Door door);

    /** Asked while a call is placed, inside the transaction; not asked for a call that attaches to an earlier hold. */
    interface Entrance {

        /** Whether a new call may be parked: it takes its places in limits here. */
        boolean mayEnter(ApprovalId id);

        /**
         * Whether the call may be one of its own although an exchange seems to wait for an earlier hold of the same call. Only the
         * node of that exchange knows, and one that has just died looks alive until its lease has run out.
         *
         * @param lease how long that node is believed alive so far; grows while it lives
         */
        boolean mayBeTwin(ApprovalId earlier, Instant lease);
    }

    /** Asked and told while a call is placed, inside the transaction. */
    interface Door extends Entrance {

        /** Whether the waiting may be taken over; asked under the lock of the call. Not asked by {@link #place}. */
        default boolean mayTakeOver(ApprovalId id) {
            return true;
        }

        /** The hold's id before the commit, so that no wake-up can be lost. */
        void entered(ApprovalId id);
    }

    /**
     * Where an exchange now waits.
     *
     * @param attached to an earlier hold, instead of a new one
     */
    record Placed(
            ApprovalId id, boolean attached, Status status, Instant expiresAt, long remainingMillis, HoldTerms terms) {}

    /** How many calls of this agent are open, waited for or not. */
    long open(AgentName agent);

    /** The exchange no longer waits. Without effect when another one does. */
    void detach(ApprovalId id, UUID waiter);

    /**
     * The exchange's connection closed, which is its cancellation in the 2026 era: nobody waits, and the call is withdrawn after two
     * minutes unless it was issued anew or decided before. Without effect when another exchange waits.
     */
    void abandon(ApprovalId id, UUID waiter);

    /** The agent that owns the exchange takes the call back. Without effect once it was decided or sent. */
    void withdraw(ApprovalId id, UUID waiter);

    /**
     * The agent takes the call back, whoever waits for it now. Without effect once it was decided or sent.
     *
     * @param agent whose call it has to be
     * @return what the call is then; {@code withdrawn} for one that this agent does not have
     */
    Status takeBack(ApprovalId id, AgentName agent);

    /** The end of a call, to be told; empty while it has none. */
    Optional<Ending> ending(ApprovalId id);

    /**
     * How a call ended.
     *
     * @param comment of the person who denied it, empty otherwise
     */
    record Ending(
            ApprovalId id,
            Status status,
            HoldTerms terms,
            Instant expiresAt,
            String comment,
            Optional<VoidReason> voided,
            Optional<Outcome> outcome) {}

    /** The answer reached the agent; notes that nobody waits any more. */
    void delivered(ApprovalId id, UUID waiter);

    /** The answer of a call that nobody waits for on a connection was fetched by its agent. Without effect while it has none. */
    void fetched(ApprovalId id);

    /** What these calls are now: for waiters whose wake-up may have been missed. */
    List<Standing> standing(Collection<ApprovalId> ids);

    /**
     * A call's status and version.
     *
     * @param waiter the exchange that waits for it
     */
    record Standing(ApprovalId id, Status status, long version, Optional<UUID> waiter) {

        /** Whether an exchange other than this one has taken the waiting over. */
        public boolean isWaitedForByAnother(UUID exchange) {
            return waiter.isPresent() && !waiter.get().equals(exchange);
        }
    }

    /** Publishes the decision of an approved call once more: a release starts only from {@code countersign.decisions}. */
    void announceDecision(ApprovalId id);
}
