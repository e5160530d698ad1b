package dev.countersign.approval;

import java.util.Map;

/** How much waits, over all nodes. Blocking; for figures that are shown, never for a decision. */
@FunctionalInterface
public interface OpenCalls {

    /**
     * Counts now.
     *
     * @throws RuntimeException when PostgreSQL does not answer
     */
    Tally count();

    /**
     * What waits.
     *
     * @param open calls by state, of every state that is not final; no entry means none
     * @param unresolved calls in state {@code unknown} about which nobody has noted a finding
     * @param unpublished records that Kafka has not yet acknowledged
     */
    record Tally(Map<Status, Long> open, long unresolved, long unpublished) {
        public Tally {
            open = Map.copyOf(open);
        }
    }
}
