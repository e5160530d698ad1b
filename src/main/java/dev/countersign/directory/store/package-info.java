/** The directory in PostgreSQL, and what every node keeps of it in memory: registry and people ask there. */
@org.jspecify.annotations.NullMarked
package dev.countersign.directory.store;
