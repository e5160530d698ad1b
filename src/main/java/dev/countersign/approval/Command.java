package dev.countersign.approval;

/** What can happen to a held call. Each is legal in few states; {@link ApprovalState} knows which. */
public sealed interface Command {

    /** The name in the state table. */
    default String label() {
        return getClass().getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }

    /** Its record came back from {@code countersign.calls}: people may decide now. */
    record Admit() implements Command {}

    /** A person votes; rights were checked before. */
    record Cast(Vote vote, Quorum quorum) implements Command {}

    /** {@code expires_at} has passed by the database's clock. */
    record Expire() implements Command {}

    /** The agent cancelled on purpose. */
    record Withdraw() implements Command {}

    /** The node that has the waiter takes the right to send; the final gate said yes. */
    record TakeClaim(Claim claim) implements Command {}

    /** The final gate said no. */
    record Revoke(VoidReason reason) implements Command {}

    /** The server answered. */
    record Answer(Outcome outcome) implements Command {}

    /** No byte of the call left, for certain. */
    record NotSent(Outcome outcome) implements Command {}

    /** Sent, or perhaps sent, and the answer is lost. */
    record LoseAnswer(Outcome outcome) implements Command {}

    /** {@code countersign.intents} knows of a sending that the restored database does not (architecture design, section 2). */
    record Witness(Outcome outcome) implements Command {}
}
