/** Web sessions and login throttling in PostgreSQL, so that every node knows them. */
@org.jspecify.annotations.NullMarked
package dev.countersign.identity.store;
