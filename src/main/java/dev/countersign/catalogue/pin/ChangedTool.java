package dev.countersign.catalogue.pin;

import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import java.time.Instant;

/**
 * A tool whose definition is not the one that was accepted.
 *
 * @param acceptedPin of the definition that was accepted, or was there first
 * @param pin of the one that the server lists now
 * @param since when that was seen
 * @param diff both, one member a line, as a unified diff: the server's own words
 */
public record ChangedTool(
        ServerName server, ToolName tool, String acceptedPin, String pin, Instant since, String diff) {}
