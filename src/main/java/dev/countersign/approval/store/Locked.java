package dev.countersign.approval.store;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Quorum;
import dev.countersign.approval.Status;
import dev.countersign.approval.column.GroupNames;
import dev.countersign.approval.column.VoteRulesJson;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.HoldTerms;
import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.PersonName;
import dev.countersign.call.RulePointer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A held call whose row this transaction has locked: the one mutable holder of its current state. */
final class Locked {

    final HeldCallRow row;
    private final Instant now;
    private ApprovalState state;

    Locked(HeldCallRow row, ApprovalState state, Instant now) {
        this.row = row;
        this.state = state;
        this.now = now;
    }

    ApprovalId id() {
        return new ApprovalId(row.id);
    }

    ApprovalState state() {
        return state;
    }

    Status status() {
        return state.status();
    }

    void become(ApprovalState next) {
        this.state = next;
    }

    /** The database's time after the lock was had. */
    Instant now() {
        return now;
    }

    Quorum quorum() {
        Optional<Quorum.Editor> editor = voteRules().fourEyes() && row.editedBy != null && row.editedDigest != null
                ? Optional.of(new Quorum.Editor(new PersonName(row.editedBy), new Digest(row.editedDigest)))
                : Optional.empty();
        return new Quorum(row.quorum, editor);
    }

    VoteRules voteRules() {
        return VoteRulesJson.read(row.voteRules);
    }

    /** Whether its time is over, by the database's clock. */
    boolean overdue() {
        return !row.expiresAt.isAfter(now) && (status() == Status.PENDING || status() == Status.APPROVED);
    }

    boolean waitedForBy(UUID waiter) {
        return waiter.equals(row.waiter);
    }

    HoldTerms terms() {
        return new HoldTerms(
                new RulePointer(row.rulePointer),
                row.ruleMessage,
                row.policyVersion,
                row.quorum,
                GroupNames.read(row.voterGroups),
                Optional.empty(),
                Optional.empty(),
                voteRules(),
                "");
    }
}
