package dev.countersign.catalogue.listing;

import dev.countersign.call.ServerName;
import java.util.Map;

/** How this node came by the tools of each server. In memory, never blocks. */
@FunctionalInterface
public interface Listings {

    /** All servers that it asks. */
    Map<ServerName, Listing> all();

    /** One of them. */
    default Listing of(ServerName server) {
        return all().getOrDefault(server, Listing.NONE);
    }
}
