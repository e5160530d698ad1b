/** Where places in limits are kept: PostgreSQL for what all nodes share, memory for single sessions. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.store;
