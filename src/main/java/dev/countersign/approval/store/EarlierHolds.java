package dev.countersign.approval.store;

import dev.countersign.approval.NewHold;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Finds the hold that a repeated call attaches to: the same agent, digest (so the same server, tool, bytes and other params) and
 * era; nobody waits for it any more; and it is open, or ended and never told (architecture design, section 4).
 */
@ApplicationScoped
class EarlierHolds {

    /** How long an answer that nobody fetched is kept for a repeat. */
    private static final int KEPT_HOURS = 24;

    /**
     * An end that was not told so long after it is told again, in seconds: its node has died, though its lease may still run. Before,
     * the repeat of an agent that has just got its answer is a call of its own.
     */
    private static final int TOLD_SECONDS = 3;

    /** Looked at; the lease that runs out first comes first. */
    private static final int MOST_TWINS = 50;

    private final Session entities;
    private final HeldCallRows rows;

    EarlierHolds(Session entities, HeldCallRows rows) {
        this.entities = entities;
        this.rows = rows;
    }

    /** Locks and returns it. Two repeats at once are put in line first, so that only one of them attaches. */
    Optional<Locked> find(NewHold hold) {
        String agent = hold.call().agent().value();
        String digest = hold.call().digest().value();
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))", Object.class)
                .setParameter("key", agent + " " + digest)
                .getSingleResult();
        List<UUID> found = entities.createNativeQuery("""
                        select h.id from held_call h
                         where h.digest = :digest and h.agent = :agent and h.era = :era
                           and (h.status in ('parking', 'pending', 'approved', 'releasing')
                                or (h.status <> 'withdrawn' and h.delivered_at is null
                                    and h.ended_at > clock_timestamp() - make_interval(hours => :kept)))
                           and (h.ended_at < clock_timestamp() - make_interval(secs => :told)
                                or not exists (select 1 from node n
                                                where n.name = h.waiter_node and n.epoch = h.waiter_epoch
                                                  and n.lease_until > clock_timestamp()))
                         order by h.created_at limit 1 for update of h""", UUID.class)
                .setParameter("digest", digest)
                .setParameter("agent", agent)
                .setParameter("era", hold.parked().era())
                .setParameter("kept", KEPT_HOURS)
                .setParameter("told", TOLD_SECONDS)
                .getResultList();
        return found.stream().findFirst().map(rows::findById).map(rows::locked);
    }

    /**
     * A hold of the same call that an exchange seems to wait for.
     *
     * @param lease until when the node of that exchange is believed alive
     */
    record Twin(ApprovalId id, Instant lease) {}

    /** Those that are open, and those that have ended and are just being told. */
    List<Twin> waitedFor(NewHold hold) {
        return entities.createNativeQuery("""
                        select h.id, n.lease_until from held_call h
                          join node n on n.name = h.waiter_node and n.epoch = h.waiter_epoch
                         where h.digest = :digest and h.agent = :agent and h.era = :era
                           and n.lease_until > clock_timestamp()
                           and (h.status in ('parking', 'pending', 'approved', 'releasing')
                                or h.status <> 'withdrawn' and h.delivered_at is null)
                         order by n.lease_until limit :most""", Object[].class)
                .setParameter("digest", hold.call().digest().value())
                .setParameter("agent", hold.call().agent().value())
                .setParameter("era", hold.parked().era())
                .setParameter("most", MOST_TWINS)
                .getResultStream()
                .map(row -> new Twin(new ApprovalId((UUID) row[0]), (Instant) row[1]))
                .toList();
    }
}
