package dev.countersign.catalogue;

import dev.countersign.call.Risk;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.policy.ArgumentSchema;
import dev.countersign.policy.KnownTools;
import java.util.List;
import java.util.Optional;

/** What is known of the tools that servers offer, from every list that passed. In memory, never blocks. */
public interface Catalogue {

    /** Whether the server's list named this tool. */
    boolean lists(ServerName server, ToolName tool);

    /** The pin of the definition that was seen last, on any node as far as it is known here. */
    Optional<String> pin(ServerName server, ToolName tool);

    /** The tool's risk class; unknown for a tool that was never seen. */
    Risk risk(ServerName server, ToolName tool);

    /** Whether the tool's definition is not the one that was accepted, or was there first. Never blocks. */
    default boolean changed(ServerName server, ToolName tool) {
        return false;
    }

    /** What the server says of the tool's arguments; empty for a tool that was never seen or says nothing. */
    default Optional<ArgumentSchema> schema(ServerName server, ToolName tool) {
        return Optional.empty();
    }

    /** What policies may know of this server's tools. */
    default KnownTools tools(ServerName server) {
        return new ServerTools(this, server);
    }

    /** Whether the definition says that the server runs calls of the tool as tasks. */
    boolean runsTasks(ServerName server, ToolName tool);

    /** How often a tool of this server was changed, added or taken away since this node started, wherever that was seen. */
    long changes(ServerName server);

    /** Takes note of definitions, exact texts of list elements. */
    void seen(ServerName server, List<String> definitions);

    /**
     * Takes note of the whole list, as the gateway itself was given it: what an earlier whole list had and this one has not is gone. A
     * tool that only an agent's own session was ever shown stays.
     */
    void listed(ServerName server, List<String> definitions);
}
