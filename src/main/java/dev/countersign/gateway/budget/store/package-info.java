/** What was learned of clients' patience, in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.budget.store;
