package dev.countersign.approval.store;

import dev.countersign.approval.CrashPoint;
import dev.countersign.approval.CrashPoints;
import dev.countersign.approval.OutboxRecord;
import dev.countersign.approval.Relay;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.Topic;
import dev.countersign.call.ApprovalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;

/**
 * The transactional outbox: a row in the transaction of the change, published right after the commit by this node. What is not
 * published by then, because the node died or Kafka was away, the sweeper of any node finds by {@code published_at is null}.
 */
@ApplicationScoped
public class Outbox {

    private final Session entities;
    private final TransactionSynchronizationRegistry transactions;
    private final Relay relay;
    private final CrashPoints crashes;
    private final Envelopes envelopes;
    private final ThisNode node;

    Outbox(
            Session entities,
            TransactionSynchronizationRegistry transactions,
            Relay relay,
            CrashPoints crashes,
            Envelopes envelopes,
            ThisNode node) {
        this.entities = entities;
        this.transactions = transactions;
        this.relay = relay;
        this.crashes = crashes;
        this.envelopes = envelopes;
        this.node = node;
    }

    /** Records what will be published about a call once this transaction has committed. */
    void add(Topic topic, HeldCallRow row, Instant now) {
        add(topic, row, now, "");
    }

    /** The same with the argument text in the envelope. */
    void add(Topic topic, HeldCallRow row, Instant now, String arguments) {
        ApprovalId id = new ApprovalId(row.id);
        String type = "call." + row.status;
        String value = envelopes.change(type, row, now, node.name(), arguments);
        long seq = entities.createNativeQuery("""
                                insert into outbox (topic, approval_id, type, version, value, created_at)
                                values (:topic, :id, :type, :version, :value, :now) returning seq""", Long.class)
                .setParameter("topic", topic.word())
                .setParameter("id", row.id)
                .setParameter("type", type)
                .setParameter("version", row.version)
                .setParameter("value", value)
                .setParameter("now", now)
                .getSingleResult();
        afterCommit(new OutboxRecord(seq, topic, id, type, row.version, value));
    }

    /** Publishes after the commit, in the order of the changes. */
    private void afterCommit(OutboxRecord entry) {
        @SuppressWarnings("unchecked")
        List<OutboxRecord> pending = (List<OutboxRecord>) transactions.getResource(Outbox.class);
        if (pending == null) {
            List<OutboxRecord> fresh = new ArrayList<>();
            transactions.putResource(Outbox.class, fresh);
            transactions.registerInterposedSynchronization(new PublishOnCommit(fresh));
            pending = fresh;
        }
        pending.add(entry);
    }

    private final class PublishOnCommit implements Synchronization {
        private final List<OutboxRecord> entries;

        PublishOnCommit(List<OutboxRecord> entries) {
            this.entries = entries;
        }

        @Override
        public void beforeCompletion() {
            // everything is in the transaction already
        }

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            for (OutboxRecord entry : entries) {
                if (entry.topic() == Topic.CALLS) {
                    crashes.reached(CrashPoint.AFTER_PARK_COMMIT);
                } else if (entry.topic() == Topic.DECISIONS) {
                    crashes.reached(CrashPoint.AFTER_DECISION_COMMIT);
                }
            }
            relay.publish(entries);
        }
    }
}
