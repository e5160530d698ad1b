/**
 * Held calls on Kafka. Every node reads all partitions of {@code calls}, {@code decisions} and {@code outcomes} by assignment, from
 * the end on: what was missed while a node was away is published again by the sweepers, so no offset needs to be kept.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.approval.bus;
