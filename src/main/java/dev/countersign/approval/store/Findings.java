package dev.countersign.approval.store;

import dev.countersign.approval.Channel;
import dev.countersign.approval.Status;
import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** What people found out about calls whose outcome was unknown. The state stays, nothing is sent. */
@ApplicationScoped
class Findings {

    private final HeldCallRows rows;
    private final Moves moves;
    private final AuditLog audit;

    Findings(HeldCallRows rows, Moves moves, AuditLog audit) {
        this.rows = rows;
        this.moves = moves;
        this.audit = audit;
    }

    /** Somebody else may take over: who looks into it now is what counts. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Verdict own(ApprovalId id, PersonName by, Channel via, String auth) {
        Optional<Locked> found = rows.lock(id);
        if (found.isEmpty()) {
            return Verdict.of(Verdict.Kind.NOT_FOUND);
        }
        Locked call = found.get();
        if (call.status() != Status.UNKNOWN || call.row.finding != null) {
            return Verdict.of(Verdict.Kind.DECIDED, call);
        }
        if (!by.value().equals(call.row.findingOwner)) {
            call.row.findingOwner = by.value();
            moves.waiting(call, by.value());
            audit.record(new AuditEntry.Event(
                    Actor.person(by.value(), via.word(), auth),
                    "approval.outcome-owned",
                    Map.of("approvalId", id.toString())));
        }
        return Verdict.of(Verdict.Kind.RECORDED, call);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Verdict note(ApprovalId id, PersonName by, boolean executed, String note, Channel via, String auth) {
        Optional<Locked> found = rows.lock(id);
        if (found.isEmpty()) {
            return Verdict.of(Verdict.Kind.NOT_FOUND);
        }
        Locked call = found.get();
        if (call.status() != Status.UNKNOWN || call.row.finding != null) {
            return Verdict.of(Verdict.Kind.DECIDED, call);
        }
        call.row.finding = executed ? "executed" : "not-executed";
        call.row.findingNote = note;
        call.row.findingBy = by.value();
        call.row.findingAt = call.now();
        moves.waiting(call, by.value());
        audit.record(new AuditEntry.Event(
                Actor.person(by.value(), via.word(), auth),
                "approval.resolved",
                Map.of("approvalId", id.toString(), "finding", call.row.finding, "note", note)));
        return Verdict.of(Verdict.Kind.RECORDED, call);
    }
}
