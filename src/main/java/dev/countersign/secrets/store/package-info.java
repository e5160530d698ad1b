/** Where the master secret is kept: one row of PostgreSQL shared by all nodes, wrapped by the deployment's secret key. */
@org.jspecify.annotations.NullMarked
package dev.countersign.secrets.store;
