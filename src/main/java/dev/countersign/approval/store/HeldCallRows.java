package dev.countersign.approval.store;

import dev.countersign.approval.Channel;
import dev.countersign.approval.Vote;
import dev.countersign.approval.VoteDecision;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Finds and locks the rows of held calls. */
@ApplicationScoped
public class HeldCallRows implements PanacheRepositoryBase<HeldCallRow, UUID> {

    private final DatabaseClock clock;
    private final StateColumns columns;

    HeldCallRows(DatabaseClock clock, StateColumns columns) {
        this.clock = clock;
        this.columns = columns;
    }

    /** Locks the row until the end of the transaction; whoever comes second sees what the first did. */
    Optional<Locked> lock(ApprovalId id) {
        HeldCallRow row = findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
        return row == null ? Optional.empty() : Optional.of(locked(row));
    }

    /** A row that is locked already, or is new. */
    Locked locked(HeldCallRow row) {
        return new Locked(row, columns.read(row, votes(row.id)), clock.now());
    }

    private List<Vote> votes(UUID id) {
        List<VoteRow> rows = getEntityManager()
                .createQuery("from VoteRow v where v.key.approvalId = :id order by v.at", VoteRow.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream().map(HeldCallRows::vote).toList();
    }

    static Vote vote(VoteRow row) {
        return new Vote(
                new PersonName(row.key.person()),
                VoteDecision.valueOf(row.decision.toUpperCase(Locale.ROOT)),
                row.comment,
                new Digest(row.sendDigest),
                Channel.valueOf(row.via.toUpperCase(Locale.ROOT)),
                row.auth,
                row.at);
    }
}
