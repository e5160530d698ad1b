/** Checkpoints on Kafka. */
@NullMarked
package dev.countersign.audit.bus;

import org.jspecify.annotations.NullMarked;
