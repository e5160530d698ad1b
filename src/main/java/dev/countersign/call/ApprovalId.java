package dev.countersign.call;

import java.util.Optional;
import java.util.UUID;

/**
 * The identity of one held call, made before its first commit and used as key on every Kafka topic.
 *
 * @param value a random UUID (RFC 9562, version 4)
 */
public record ApprovalId(UUID value) implements Comparable<ApprovalId> {

    /** Reads the canonical text form; empty when it is anything else, so that a foreign id is simply unknown. */
    public static Optional<ApprovalId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(new ApprovalId(id)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(ApprovalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
