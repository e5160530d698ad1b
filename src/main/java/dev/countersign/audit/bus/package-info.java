/** Checkpoints of the trail on the Kafka topic {@code countersign.audit}. */
@org.jspecify.annotations.NullMarked
package dev.countersign.audit.bus;
