/** What servers were seen to offer: in memory for the calls, in PostgreSQL for the other nodes and the next start. */
@org.jspecify.annotations.NullMarked
package dev.countersign.catalogue.store;
