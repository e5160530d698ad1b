package dev.countersign.approval.store;

import static java.util.Objects.requireNonNull;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Claim;
import dev.countersign.approval.Outcome;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoidReason;
import dev.countersign.approval.Vote;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.Session;

/** Between the sealed state and the row's columns. */
@ApplicationScoped
class StateColumns {

    /** People read this much of an answer; the rest is in the stored response. */
    private static final int LONGEST_TEXT = 256 * 1024;

    private final Session entities;

    StateColumns(Session entities) {
        this.entities = entities;
    }

    ApprovalState read(HeldCallRow row, List<Vote> votes) {
        return switch (Status.valueOf(row.status.toUpperCase(Locale.ROOT))) {
            case PARKING -> new ApprovalState.Parking();
            case PENDING -> new ApprovalState.Pending(votes);
            case APPROVED -> new ApprovalState.Approved(votes);
            case RELEASING -> new ApprovalState.Releasing(votes, claim(row));
            case COMPLETED -> new ApprovalState.Completed(votes, outcome(row));
            case FAILED -> new ApprovalState.Failed(votes, outcome(row));
            case DENIED -> new ApprovalState.Denied(votes);
            case EXPIRED -> new ApprovalState.Expired(votes);
            case WITHDRAWN -> new ApprovalState.Withdrawn(votes);
            case VOIDED -> new ApprovalState.Voided(votes, voided(row));
            case UNKNOWN -> new ApprovalState.Unknown(votes, outcome(row));
        };
    }

    void write(HeldCallRow row, ApprovalState state, Instant now) {
        row.status = state.status().word();
        if (state instanceof ApprovalState.Releasing releasing) {
            row.claimNode = releasing.claim().node();
            row.claimEpoch = releasing.claim().epoch();
            row.claimAttempt = releasing.claim().attempt();
            row.claimedAt = now;
        }
        if (state instanceof ApprovalState.Voided voided) {
            row.voidRule = voided.reason().rule();
            row.voidMessage = voided.reason().message();
            row.voidVersion = voided.reason().policyVersion();
        }
        state.outcome().ifPresent(outcome -> write(row, outcome));
        if (state.status().terminal()) {
            row.endedAt = now;
        }
    }

    private void write(HeldCallRow row, Outcome outcome) {
        row.outcomeError = outcome.isError();
        row.outcomeSent = outcome.sent();
        row.outcomeText = outcome.text().length() <= LONGEST_TEXT
                ? outcome.text()
                : outcome.text().substring(0, LONGEST_TEXT) + "… ("
                        + (outcome.text().length() - LONGEST_TEXT) + " more characters)";
        outcome.response()
                .ifPresent(response -> entities.createNativeMutationQuery(
                                "insert into held_answer (id, response) values (:id, :response)")
                        .setParameter("id", row.id)
                        .setParameter("response", response)
                        .executeUpdate());
    }

    /** The outcome with the stored response. */
    Outcome outcome(HeldCallRow row) {
        List<String> response = entities.createNativeQuery(
                        "select response from held_answer where id = :id", String.class)
                .setParameter("id", row.id)
                .getResultList();
        return new Outcome(
                requireNonNull(row.outcomeError),
                requireNonNull(row.outcomeSent),
                requireNonNull(row.outcomeText),
                response.isEmpty() ? Optional.empty() : Optional.of(response.get(0)));
    }

    private static Claim claim(HeldCallRow row) {
        return new Claim(
                requireNonNull(row.claimNode), requireNonNull(row.claimEpoch), requireNonNull(row.claimAttempt));
    }

    private static VoidReason voided(HeldCallRow row) {
        return new VoidReason(
                requireNonNull(row.voidRule), requireNonNull(row.voidMessage), requireNonNull(row.voidVersion));
    }
}
