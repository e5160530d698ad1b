/** The audit trail: what happened, in order, hash-chained. */
@org.jspecify.annotations.NullMarked
package dev.countersign.audit;
