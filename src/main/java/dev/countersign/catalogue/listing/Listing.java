package dev.countersign.catalogue.listing;

import java.time.Instant;
import java.util.Optional;

/**
 * How the gateway itself came by the list of a server's tools.
 *
 * @param listedAt when it last had a whole list; empty: never since this node started
 * @param problem why the last attempt brought none, a sentence without an address; empty when it did, or is under way for the first time
 */
public record Listing(Optional<Instant> listedAt, Optional<String> problem) {

    /** Nothing was tried yet. */
    public static final Listing NONE = new Listing(Optional.empty(), Optional.empty());
}
