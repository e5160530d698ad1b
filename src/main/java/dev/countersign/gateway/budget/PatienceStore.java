package dev.countersign.gateway.budget;

import java.time.Duration;

/** Where what was learned is kept, for all nodes and for 30 days. Blocking; throws when PostgreSQL does not answer. */
@FunctionalInterface
public interface PatienceStore {

    /** Keeps the gap when it is the shortest seen. */
    void seen(PatienceKey key, Duration gap);
}
