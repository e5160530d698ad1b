package dev.countersign.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A live token, without what makes it one.
 *
 * @param label what it is for, in the words of who made it
 * @param endsAt when it stops to be accepted; empty: when somebody ends it
 * @param lastUsedAt within some seconds; empty: never
 */
public record TokenInfo(
        UUID id, String label, String madeBy, Instant madeAt, Optional<Instant> endsAt, Optional<Instant> lastUsedAt) {}
