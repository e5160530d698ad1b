/** Held calls in PostgreSQL: rows, moves under the row's lock, outbox rows and audit entries in the same transaction. */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.store;
