package dev.countersign.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries are asked for; what is empty does not narrow.
 *
 * @param kinds any of these
 * @param from first moment, included
 * @param to last moment, excluded
 */
public record AuditFilter(
        Set<String> kinds,
        Optional<String> approval,
        Optional<String> agent,
        Optional<String> server,
        Optional<String> person,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public AuditFilter {
        kinds = Set.copyOf(kinds);
    }
}
