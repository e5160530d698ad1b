package dev.countersign.approval.store;

import dev.countersign.approval.ThisNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.hibernate.Session;

/** Lives of nodes: waiters and claims count only while the lease of their (node, epoch) runs, by the database's clock. */
@ApplicationScoped
public class Leases {

    /** How long a node is believed alive after it was last heard of, in seconds. */
    public static final int SECONDS = 8;

    private final Session entities;

    Leases(Session entities) {
        this.entities = entities;
    }

    /** Begins a new life under this name; whatever an earlier one waited for or claimed is given up at once. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public ThisNode begin(String name) {
        Number epoch = entities.createNativeQuery("""
                        insert into node (name, epoch, started_at, lease_until)
                        values (:name, 1, clock_timestamp(), clock_timestamp() + make_interval(secs => :secs))
                        on conflict (name) do update set epoch = node.epoch + 1,
                            started_at = excluded.started_at, lease_until = excluded.lease_until
                        returning epoch""", Long.class)
                .setParameter("name", name)
                .setParameter("secs", SECONDS)
                .getSingleResult();
        return new ThisNode(name, epoch.longValue());
    }

    /** Renews the lease; false when somebody else lives under this name now. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean renew(ThisNode node) {
        return entities.createNativeMutationQuery("""
                                update node set lease_until = clock_timestamp() + make_interval(secs => :secs)
                                 where name = :name and epoch = :epoch""")
                        .setParameter("secs", SECONDS)
                        .setParameter("name", node.name())
                        .setParameter("epoch", node.epoch())
                        .executeUpdate()
                == 1;
    }

    /** Ends this life: others need not wait for the lease. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void end(ThisNode node) {
        entities.createNativeMutationQuery(
                        "update node set lease_until = clock_timestamp() where name = :name and epoch = :epoch")
                .setParameter("name", node.name())
                .setParameter("epoch", node.epoch())
                .executeUpdate();
    }

    /** Whether the lease runs, asked inside the caller's transaction. */
    boolean alive(ThisNode node) {
        return !entities.createNativeQuery("""
                        select 1 from node
                         where name = :name and epoch = :epoch and lease_until > clock_timestamp()""", Integer.class)
                .setParameter("name", node.name())
                .setParameter("epoch", node.epoch())
                .getResultList()
                .isEmpty();
    }
}
