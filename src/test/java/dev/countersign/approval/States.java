package dev.countersign.approval;

import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One held call in each state, and every command in each of its kinds. */
final class States {

    static final Digest SHOWN = digest("what the agent sent");
    static final Digest EDITED = digest("what an approver put in");

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Claim CLAIM = new Claim("node-a", 1, new UUID(0, 1));
    private static final Outcome DONE = new Outcome(false, true, "done", Optional.of("{}"));
    private static final Outcome FAILED = new Outcome(true, true, "no", Optional.of("{}"));
    private static final Outcome NOT_SENT = new Outcome(true, false, "not sent", Optional.empty());
    private static final Outcome LOST = new Outcome(true, true, "lost", Optional.empty());
    private static final VoidReason REASON = new VoidReason("", "changed", "v1");

    /** In the order of {@link Status}. */
    static final Map<Status, ApprovalState> ONE_OF_EACH = Stream.of(
                    new ApprovalState.Parking(),
                    new ApprovalState.Pending(List.of(approves("bob"))),
                    new ApprovalState.Approved(List.of(approves("bob"))),
                    new ApprovalState.Releasing(List.of(), CLAIM),
                    new ApprovalState.Completed(List.of(), DONE),
                    new ApprovalState.Failed(List.of(), FAILED),
                    new ApprovalState.Denied(List.of()),
                    new ApprovalState.Expired(List.of()),
                    new ApprovalState.Withdrawn(List.of()),
                    new ApprovalState.Voided(List.of(), REASON),
                    new ApprovalState.Unknown(List.of(), LOST))
            .collect(Collectors.toMap(ApprovalState::status, Function.identity()));

    /** Commands that differ in what they lead to; a kind that is missing here fails the matrix. */
    static final List<Command> COMMANDS = List.of(
            new Command.Admit(),
            new Command.Cast(approves("carol"), new Quorum(3)),
            new Command.Cast(approves("carol"), new Quorum(2)),
            new Command.Cast(denies("carol"), new Quorum(2)),
            new Command.Expire(),
            new Command.Withdraw(),
            new Command.TakeClaim(CLAIM),
            new Command.Revoke(REASON),
            new Command.Answer(DONE),
            new Command.Answer(FAILED),
            new Command.NotSent(NOT_SENT),
            new Command.LoseAnswer(LOST),
            new Command.Witness(LOST));

    private States() {}

    static Vote approves(String person) {
        return vote(person, VoteDecision.APPROVE, SHOWN);
    }

    static Vote approvesEdit(String person) {
        return vote(person, VoteDecision.APPROVE, EDITED);
    }

    static Vote denies(String person) {
        return vote(person, VoteDecision.DENY, SHOWN);
    }

    private static Vote vote(String person, VoteDecision decision, Digest digest) {
        return new Vote(new PersonName(person), decision, "", digest, Channel.REST, "token", NOON);
    }

    private static Digest digest(String text) {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
