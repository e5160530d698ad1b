/**
 * The trail in PostgreSQL: {@link dev.countersign.audit.store.JdbcAuditLog} records, {@link dev.countersign.audit.store.Sealer}
 * numbers and chains, {@link dev.countersign.audit.store.JdbcAuditTrail} reads.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.audit.store;
