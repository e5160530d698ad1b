package dev.countersign.gateway;

import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.stream.EventId;
import java.time.Instant;
import java.util.Optional;

/** One exchange's hold on a parked call. Safe to use from any thread; never blocks. */
public interface HeldCall {

    ApprovalId id();

    Instant expiresAt();

    /** The page of the approval, for people; carries no right. */
    String url();

    /** Where its stream stands before the first event of this exchange; empty when it cannot be resumed. */
    default Optional<EventId> place() {
        return Optional.empty();
    }

    /** Whether the call was on its way to the server already when this exchange came to wait. */
    default boolean isBeingSent() {
        return false;
    }

    /** Starts waiting. Exactly one {@link Waiter#deliver} follows, unless the exchange detaches or withdraws before. */
    void await(Waiter waiter);

    /** The connection is gone. In the modern era that is a cancellation, with a grace in which the same call attaches again. */
    void disconnected();

    /** Nobody waits any more, the hold stays open. */
    void detach();

    /** The agent's own timer ran out: as {@link #detach}, and what is learned of its patience tunes the next waiting. */
    default void giveUp() {
        detach();
    }

    /** The agent cancelled on purpose: {@code withdrawn}, unless it was decided before. No answer is delivered. */
    void withdraw();
}
