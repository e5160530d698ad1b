package dev.countersign.catalogue;

import java.time.Instant;
import java.util.Optional;

/**
 * A tool as it was seen last, on any node.
 *
 * @param definition the server's own words
 * @param classified what it can do at worst, by these words
 * @param pin of the definition
 * @param acceptedPin of the definition that was accepted, or was there first
 * @param acceptedBy the admin who accepted it; empty for the one that was there first
 * @param firstSeen when the tool was seen for the first time
 * @param gone when the server's list was first without it; empty for a tool that is there
 */
public record CatalogueEntry(
        ToolDefinition definition,
        Classified classified,
        String pin,
        String acceptedPin,
        Optional<String> acceptedBy,
        Instant firstSeen,
        Optional<Instant> gone) {

    /** Whether the definition is not the accepted one. */
    public boolean changed() {
        return gone.isEmpty() && !pin.equals(acceptedPin);
    }
}
