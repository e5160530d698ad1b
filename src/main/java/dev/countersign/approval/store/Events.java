package dev.countersign.approval.store;

import dev.countersign.approval.Snapshot;
import dev.countersign.approval.column.SnapshotJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.Session;

/** Writes what a call looks like after each change, for the live feed and for answers given again. */
@ApplicationScoped
class Events {

    private final Session entities;

    Events(Session entities) {
        this.entities = entities;
    }

    void append(Locked call, String actor) {
        HeldCallRow row = call.row;
        boolean attached = row.waiter != null && !call.status().terminal();
        Optional<Snapshot.Edit> edit = Optional.ofNullable(row.editedDigest)
                .map(digest -> new Snapshot.Edit(
                        digest, Optional.ofNullable(row.editedBy).orElse("")));
        Snapshot snapshot = Snapshot.of(call.state().votes(), attached, edit, row.finding != null);
        entities.createNativeMutationQuery("""
                        insert into approval_event (approval_id, version, at, status, actor, body)
                        values (:id, :version, :at, :status, :actor, :body)""")
                .setParameter("id", row.id)
                .setParameter("version", row.version)
                .setParameter("at", call.now())
                .setParameter("status", row.status)
                .setParameter("actor", actor)
                .setParameter("body", SnapshotJson.write(snapshot))
                .executeUpdate();
    }

    /** Where an idempotent vote finds its first answer. */
    void remember(String person, String key, String fingerprint, String verdict, Locked call) {
        entities.createNativeMutationQuery("""
                        insert into idempotency_key (person, key, fingerprint, verdict, approval_id, version, at)
                        values (:person, :key, :fingerprint, :verdict, :id, :version, :at)""")
                .setParameter("person", person)
                .setParameter("key", key)
                .setParameter("fingerprint", fingerprint)
                .setParameter("verdict", verdict)
                .setParameter("id", call.row.id)
                .setParameter("version", call.row.version)
                .setParameter("at", call.now())
                .executeUpdate();
    }

    /** The first use of a key; uses of one key at the same moment are put in line. */
    Optional<FirstUse> firstUse(String person, String key) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 1))", Object.class)
                .setParameter("key", person + " " + key)
                .getSingleResult();
        return entities
                .createNativeQuery(
                        "select fingerprint, verdict, version from idempotency_key where person = :p and key = :k",
                        Object[].class)
                .setParameter("p", person)
                .setParameter("k", key)
                .getResultList()
                .stream()
                .findFirst()
                .map(r -> new FirstUse((String) r[0], (String) r[1], ((Number) r[2]).longValue()));
    }

    /** What was answered when the key was used first. */
    record FirstUse(String fingerprint, String verdict, long version) {}
}
