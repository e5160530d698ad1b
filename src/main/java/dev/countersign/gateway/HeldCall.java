package dev.countersign.gateway;

import dev.countersign.call.ApprovalId;
import java.time.Instant;

/** One exchange's hold on a parked call. Safe to use from any thread; never blocks. */
public interface HeldCall {

    ApprovalId id();

    Instant expiresAt();

    /** The page of the approval, for people; carries no right. */
    String url();

    /** Starts waiting. Exactly one {@link Waiter#deliver} follows, unless the exchange detaches or withdraws before. */
    void await(Waiter waiter);

    /** The connection is gone. In the modern era that is a cancellation, with a grace in which the same call attaches again. */
    void disconnected();

    /** Nobody waits any more, the hold stays open. */
    void detach();

    /** The agent cancelled on purpose: {@code withdrawn}, unless it was decided before. No answer is delivered. */
    void withdraw();
}
