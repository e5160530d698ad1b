package dev.countersign.approval.store;

import dev.countersign.approval.Command;
import dev.countersign.approval.Deadlines;
import dev.countersign.approval.OutboxRecord;
import dev.countersign.approval.Outcome;
import dev.countersign.approval.Status;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.Topic;
import dev.countersign.audit.Actor;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Sweeps over the open calls: set-based, {@code skip locked}, so that nodes share the work and never wait for each other. */
@ApplicationScoped
public class StoredDeadlines implements Deadlines {

    /** Rows of one transaction. */
    private static final int BATCH = 200;

    /** After a lease has run out: longer than a pause from which a node would still record its answer, in seconds. */
    private static final int QUARANTINE_SECONDS = 10;

    /** How long a record may take through Kafka before it is published again, in seconds. */
    private static final int RECALL_SECONDS = 3;

    private static final String KEPT_OUTBOX = "1 day";
    private static final String KEPT_KEYS = "1 day";

    private final Session entities;
    private final HeldCallRows rows;
    private final Moves moves;
    private final ThisNode node;

    StoredDeadlines(Session entities, HeldCallRows rows, Moves moves, ThisNode node) {
        this.entities = entities;
        this.rows = rows;
        this.moves = moves;
        this.node = node;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int expireDue() {
        List<UUID> due = ids("""
                select id from held_call where status in ('pending', 'approved') and expires_at <= clock_timestamp()
                 order by expires_at limit :batch for update skip locked""");
        due.stream()
                .map(rows::findById)
                .map(rows::locked)
                .filter(Locked::overdue)
                .forEach(call -> moves.apply(call, new Command.Expire(), Actor.clock()));
        return due.size();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int withdrawAbandoned() {
        List<UUID> left = ids("""
                select id from held_call
                 where status in ('parking', 'pending') and withdraw_at <= clock_timestamp() and waiter is null
                 order by withdraw_at limit :batch for update skip locked""");
        left.stream()
                .map(rows::findById)
                .map(rows::locked)
                .forEach(call -> moves.apply(call, new Command.Withdraw(), Actor.agent(call.row.agent)));
        return left.size();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int giveUpDeadClaims() {
        List<UUID> dead = entities.createNativeQuery("""
                        select h.id from held_call h
                          left join node n on n.name = h.claim_node and n.epoch = h.claim_epoch
                         where h.status = 'releasing'
                           and (n.name is null
                                or n.lease_until + make_interval(secs => :quarantine) < clock_timestamp())
                           and exists (select 1 from node me where me.name = :me and me.epoch = :epoch
                                          and me.lease_until > clock_timestamp())
                         limit :batch for update of h skip locked""", UUID.class)
                .setParameter("quarantine", QUARANTINE_SECONDS)
                .setParameter("me", node.name())
                .setParameter("epoch", node.epoch())
                .setParameter("batch", BATCH)
                .getResultList();
        dead.stream()
                .map(rows::findById)
                .map(rows::locked)
                .forEach(call -> moves.apply(
                        call,
                        new Command.LoseAnswer(new Outcome(
                                true,
                                true,
                                "The node that was sending this call stopped before it could record an answer.",
                                Optional.empty())),
                        Actor.clock()));
        return dead.size();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int recallParked() {
        return entities.createNativeMutationQuery("""
                        update outbox o set published_at = null
                          from held_call h
                         where h.id = o.approval_id and h.status = 'parking' and o.topic = 'calls'
                           and o.published_at < clock_timestamp() - make_interval(secs => :secs)""")
                .setParameter("secs", RECALL_SECONDS)
                .executeUpdate();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<OutboxRecord> unpublished() {
        return entities.createNativeQuery("""
                        select seq, topic, approval_id, type, version, value from outbox
                         where published_at is null and created_at < clock_timestamp() - interval '1 second'
                         order by seq limit :batch for update skip locked""", Object[].class).setParameter("batch", BATCH).getResultList().stream()
                .map(r -> new OutboxRecord(
                        ((Number) r[0]).longValue(),
                        Topic.valueOf(((String) r[1]).toUpperCase(Locale.ROOT)),
                        new ApprovalId((UUID) r[2]),
                        (String) r[3],
                        ((Number) r[4]).longValue(),
                        (String) r[5]))
                .toList();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void published(List<OutboxRecord> records) {
        entities.createNativeMutationQuery("update outbox set published_at = clock_timestamp() where seq in (:seqs)")
                .setParameter("seqs", records.stream().map(OutboxRecord::seq).toList())
                .executeUpdate();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void tidy() {
        entities.createNativeMutationQuery(
                        "delete from outbox where published_at < clock_timestamp() - cast(:kept as interval)")
                .setParameter("kept", KEPT_OUTBOX)
                .executeUpdate();
        entities.createNativeMutationQuery(
                        "delete from idempotency_key where at < clock_timestamp() - cast(:kept as interval)")
                .setParameter("kept", KEPT_KEYS)
                .executeUpdate();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void admit(List<ApprovalId> ids) {
        ids.stream()
                .sorted()
                .distinct()
                .map(rows::lock)
                .flatMap(Optional::stream)
                .forEach(call -> {
                    if (call.status() == Status.PARKING) {
                        moves.apply(call, new Command.Admit(), Actor.system("kafka"));
                    }
                });
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int witnessed(List<ApprovalId> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        List<UUID> forgotten = entities.createNativeQuery("""
                        select id from held_call where id in (:ids) and status in ('parking', 'pending', 'approved')
                         order by id for update""", UUID.class)
                .setParameter("ids", ids.stream().map(ApprovalId::value).toList())
                .getResultList();
        forgotten.stream()
                .map(rows::findById)
                .map(rows::locked)
                .forEach(call ->
                        moves.apply(call, new Command.Witness(StoredReleases.SENT_BEFORE), Actor.system("kafka")));
        return forgotten.size();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Map<Integer, Long> intentPlaces() {
        return entities
                .createNativeQuery("select part, next_offset from intent_place", Object[].class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(r -> ((Number) r[0]).intValue(), r -> ((Number) r[1]).longValue()));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void rememberIntentPlaces(Map<Integer, Long> places) {
        places.forEach((part, next) -> entities.createNativeMutationQuery("""
                        insert into intent_place (part, next_offset) values (:part, :next)
                        on conflict (part) do update set next_offset = greatest(intent_place.next_offset, excluded.next_offset)""")
                .setParameter("part", part)
                .setParameter("next", next)
                .executeUpdate());
    }

    private List<UUID> ids(String sql) {
        return entities.createNativeQuery(sql, UUID.class)
                .setParameter("batch", BATCH)
                .getResultList();
    }
}
