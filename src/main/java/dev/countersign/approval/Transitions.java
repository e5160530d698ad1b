package dev.countersign.approval;

import java.util.List;

/** The legal moves in declared order: what the generated page shows and the matrix test walks through. */
public final class Transitions {

    /**
     * One legal move.
     *
     * @param command the command's {@link Command#label()}
     * @param note when and why
     */
    public record Transition(Status from, String command, Status to, String note) {}

    private static final List<Transition> ALL = List.of(
            move(Status.PARKING, "admit", Status.PENDING, "its record came back from Kafka: decidable, notified"),
            move(Status.PARKING, "withdraw", Status.WITHDRAWN, "the agent cancelled on purpose"),
            move(Status.PARKING, "witness", Status.UNKNOWN, "a restored database forgot a sending"),
            move(Status.PENDING, "cast", Status.PENDING, "an approval, and more are needed"),
            move(Status.PENDING, "cast", Status.APPROVED, "the quorum is met: a single-use right to send"),
            move(Status.PENDING, "cast", Status.DENIED, "one denial ends it"),
            move(Status.PENDING, "expire", Status.EXPIRED, "expires_at has passed by the database's clock"),
            move(Status.PENDING, "withdraw", Status.WITHDRAWN, "the agent cancelled on purpose"),
            move(Status.PENDING, "witness", Status.UNKNOWN, "a restored database forgot a sending"),
            move(Status.APPROVED, "take-claim", Status.RELEASING, "the final gate said yes, on the waiter's node"),
            move(Status.APPROVED, "revoke", Status.VOIDED, "the final gate said no"),
            move(Status.APPROVED, "expire", Status.EXPIRED, "an approval that nobody collected lapses too"),
            move(Status.APPROVED, "withdraw", Status.WITHDRAWN, "the agent cancelled on purpose"),
            move(Status.APPROVED, "witness", Status.UNKNOWN, "a restored database forgot a sending"),
            move(Status.RELEASING, "answer", Status.COMPLETED, "the server answered"),
            move(Status.RELEASING, "answer", Status.FAILED, "the server answered with an error"),
            move(Status.RELEASING, "not-sent", Status.FAILED, "provably not sent"),
            move(Status.RELEASING, "lose-answer", Status.UNKNOWN, "the answer was lost, or the node died"));

    private Transitions() {}

    public static List<Transition> all() {
        return ALL;
    }

    private static Transition move(Status from, String command, Status to, String note) {
        return new Transition(from, command, to, note);
    }
}
