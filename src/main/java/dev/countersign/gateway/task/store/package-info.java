/** Tasks in PostgreSQL, and the sweeps that look after them. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.task.store;
