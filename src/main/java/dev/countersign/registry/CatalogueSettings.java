package dev.countersign.registry;

import java.time.Duration;

/** What the configuration says of the catalogue. */
@FunctionalInterface
public interface CatalogueSettings {

    /** How often each server is asked for its tools when it tells of no change; zero: never, only what agents list is known. */
    Duration refresh();
}
