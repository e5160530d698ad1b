package dev.countersign.gateway.protocol.task;

import java.time.Instant;

/**
 * What a task tells of itself, whatever its shape.
 *
 * @param ttlMillis how long after its creation it is kept, in milliseconds
 */
public record TaskFacts(
        String id, Status status, String message, Instant createdAt, Instant updatedAt, long ttlMillis) {

    /** The states that ours can have. */
    public enum Status {
        WORKING,
        INPUT_REQUIRED,
        COMPLETED,
        FAILED,
        CANCELLED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
