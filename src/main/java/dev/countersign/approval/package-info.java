/**
 * The held call: its states, the commands that move it, and the ports through which others place, decide, claim and see it.
 *
 * <p>Reading order: {@link dev.countersign.approval.ApprovalState}, {@link dev.countersign.approval.Transitions},
 * {@link dev.countersign.approval.Holds} (the waiting side), {@link dev.countersign.approval.Approvals} (votes),
 * {@link dev.countersign.approval.ReleaseDesk} (the sending side), {@link dev.countersign.approval.Deadlines} (the clock).
 *
 * <p><b>Theory of operation.</b>
 *
 * <p><i>Ownership.</i> The row {@code held_call} owns the state. A change locks it, asks the state what the command makes of it, and
 * writes state, version, event, audit entry and outbox row in one transaction; {@code store.Moves} is the only place that does.
 * A call's waiter (exchange, node, life of the node) owns the right to claim, a claim (node, life, attempt) the right to record the
 * end. Both count only while that life has its lease.
 *
 * <p><i>Races.</i> Votes, expiry, withdrawal and claim queue at the row's lock; who comes second finds a state in which the command is
 * not legal. Two repeats of one call queue at an advisory lock, so that one attaches and the other is a call of its own. A wake-up
 * cannot be lost: an exchange is on its node's list before its row commits. Expiry is judged after the lock was had, by the database's
 * clock, so a vote that waited for the lock too long finds the call expired.
 *
 * <p><i>Crash points</i> ({@link dev.countersign.approval.CrashPoint}). Between commit and publication: any node's sweeper publishes
 * the outbox row, marked as published again. Published and never read: {@code parking} calls are published again after three seconds,
 * decisions by the node that has the waiter. Claimed: {@code unknown} once the lease is over and a quarantine has passed, because
 * nobody else can know whether a byte left. Recorded and not delivered: the same call again gets the stored answer. Every consumer may
 * see a record twice; the second time its command is not legal any more, and nothing happens.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval;
