package dev.countersign.approval;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state of a held call: each record carries its own data and offers only its own moves. An illegal move throws
 * {@link IllegalTransition}. The table and diagram in {@code docs/approval-states.md} are generated from {@link Transitions}.
 *
 * @see <a href="../../../../../../docs/approval-states.md">docs/approval-states.md</a>
 */
public sealed interface ApprovalState {

    Status status();

    /** The votes so far, in the order they were recorded. */
    List<Vote> votes();

    /** The state after the command. */
    default ApprovalState on(Command command) {
        throw new IllegalTransition(this, command);
    }

    /** How the sending ended, where it is known. */
    default Optional<Outcome> outcome() {
        return Optional.empty();
    }

    /** Recorded, and not yet back from Kafka: nobody can decide. */
    record Parking() implements ApprovalState {
        @Override
        public Status status() {
            return Status.PARKING;
        }

        @Override
        public List<Vote> votes() {
            return List.of();
        }

        @Override
        public ApprovalState on(Command command) {
            if (command instanceof Command.Admit) {
                return new Pending(List.of());
            }
            if (command instanceof Command.Withdraw) {
                return new Withdrawn(List.of());
            }
            if (command instanceof Command.Witness witness) {
                return new Unknown(List.of(), witness.outcome());
            }
            throw new IllegalTransition(this, command);
        }
    }

    /** Waiting for people until it expires by the database's clock. */
    record Pending(List<Vote> votes) implements ApprovalState {
        public Pending {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.PENDING;
        }

        @Override
        public ApprovalState on(Command command) {
            if (command instanceof Command.Cast cast
                    && votes.stream().noneMatch(v -> v.by().equals(cast.vote().by()))) {
                return with(cast.vote(), cast.quorum());
            }
            if (command instanceof Command.Expire) {
                return new Expired(votes);
            }
            if (command instanceof Command.Withdraw) {
                return new Withdrawn(votes);
            }
            if (command instanceof Command.Witness witness) {
                return new Unknown(votes, witness.outcome());
            }
            throw new IllegalTransition(this, command);
        }

        private ApprovalState with(Vote vote, Quorum quorum) {
            List<Vote> all = Stream.concat(votes.stream(), Stream.of(vote)).toList();
            if (!vote.approves()) {
                return new Denied(all);
            }
            return quorum.reachedBy(all, vote.sendDigest()) ? new Approved(all) : new Pending(all);
        }
    }

    /** The quorum said yes to the bytes that the last vote names; sent as soon as somebody waits, once. */
    record Approved(List<Vote> votes) implements ApprovalState {
        public Approved {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.APPROVED;
        }

        @Override
        public ApprovalState on(Command command) {
            if (command instanceof Command.TakeClaim take) {
                return new Releasing(votes, take.claim());
            }
            if (command instanceof Command.Revoke revoke) {
                return new Voided(votes, revoke.reason());
            }
            if (command instanceof Command.Expire) {
                return new Expired(votes);
            }
            if (command instanceof Command.Withdraw) {
                return new Withdrawn(votes);
            }
            if (command instanceof Command.Witness witness) {
                return new Unknown(votes, witness.outcome());
            }
            throw new IllegalTransition(this, command);
        }
    }

    /** One node has the right to send and is using it. */
    record Releasing(List<Vote> votes, Claim claim) implements ApprovalState {
        public Releasing {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.RELEASING;
        }

        @Override
        public ApprovalState on(Command command) {
            if (command instanceof Command.Answer answer) {
                return answer.outcome().isError()
                        ? new Failed(votes, answer.outcome())
                        : new Completed(votes, answer.outcome());
            }
            if (command instanceof Command.NotSent notSent) {
                return new Failed(votes, notSent.outcome());
            }
            if (command instanceof Command.LoseAnswer lose) {
                return new Unknown(votes, lose.outcome());
            }
            throw new IllegalTransition(this, command);
        }
    }

    /** The server answered without an error. */
    record Completed(List<Vote> votes, Outcome result) implements ApprovalState {
        public Completed {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.COMPLETED;
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.of(result);
        }
    }

    /** The server answered with an error, or it was provably not sent. */
    record Failed(List<Vote> votes, Outcome result) implements ApprovalState {
        public Failed {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.FAILED;
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.of(result);
        }
    }

    /** A person said no. */
    record Denied(List<Vote> votes) implements ApprovalState {
        public Denied {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.DENIED;
        }
    }

    /** Nobody decided in time, or nobody collected the approval. */
    record Expired(List<Vote> votes) implements ApprovalState {
        public Expired {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.EXPIRED;
        }
    }

    /** The agent took it back. */
    record Withdrawn(List<Vote> votes) implements ApprovalState {
        public Withdrawn {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.WITHDRAWN;
        }
    }

    /** Approved, and not sent because something changed meanwhile. */
    record Voided(List<Vote> votes, VoidReason reason) implements ApprovalState {
        public Voided {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.VOIDED;
        }
    }

    /** Sent, or perhaps sent, and the answer was lost: it may have happened. Never sent again. */
    record Unknown(List<Vote> votes, Outcome result) implements ApprovalState {
        public Unknown {
            votes = List.copyOf(votes);
        }

        @Override
        public Status status() {
            return Status.UNKNOWN;
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.of(result);
        }
    }
}
