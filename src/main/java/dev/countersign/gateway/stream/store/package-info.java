/** The journal of held streams in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.stream.store;
