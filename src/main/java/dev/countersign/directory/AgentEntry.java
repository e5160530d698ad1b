package dev.countersign.directory;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import java.util.List;
import java.util.Set;

/**
 * An agent of the list.
 *
 * @param fromFile whether the configuration file names it: then it is read-only here, and its token is not told of
 * @param disabled whether nothing opens to it
 * @param grants the servers that it may use
 * @param tokens that are live, oldest first
 */
public record AgentEntry(
        AgentName name,
        PersonName owner,
        boolean fromFile,
        boolean disabled,
        Set<ServerName> grants,
        List<TokenInfo> tokens) {
    public AgentEntry {
        grants = Set.copyOf(grants);
        tokens = List.copyOf(tokens);
    }
}
