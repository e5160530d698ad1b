/**
 * The audit trail: what happened, in order, hash-chained. The page for auditors and the format is {@code docs/audit.md}.
 *
 * <p>Reading order: {@link dev.countersign.audit.AuditLog} (recording), {@link dev.countersign.audit.AuditEntry} (what),
 * {@link dev.countersign.audit.Chain} and {@link dev.countersign.audit.Checkpoint} (the proof), {@code store.Sealer}.
 *
 * <p><b>Theory of operation.</b>
 *
 * <p><i>Ownership.</i> An entry belongs to the transaction of the change it describes: no change without its entry, no entry without its
 * change. Numbers and links belong to the sealer, one at a time over all nodes by an advisory lock; the head row says where the chain
 * ends. Sealed rows are final, by trigger. Allowed calls have no transaction: a bounded buffer owns them until its one flusher has
 * written them.
 *
 * <p><i>Races.</i> Entries get their ids before they commit, so ids are not in commit order; a row that becomes visible late gets a
 * later number, never one in between. Steps of one approval are written under that approval's row lock and so come in order; two
 * writers who believe to write the same step collide at a unique index, and one of the changes fails.
 *
 * <p><i>Crash points.</i> Before the commit: neither change nor entry. After it: the entry waits, and any node's sealer takes it.
 * During sealing: numbering, links, checkpoint and head are one transaction. Between sealing and Kafka: the newest checkpoint is
 * published later. A node that is killed loses at most its last second of allowed calls from the trail; a full buffer refuses calls.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.audit;
