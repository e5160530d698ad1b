package dev.countersign.gateway;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import java.util.List;

/** What of a server's list of tools an agent may see, and a place for what was seen. In memory, never blocks. */
public interface ToolLists {

    /** Whether any tool may have to be cut out; false lets lists pass untouched. */
    boolean hidesAnything(AgentName agent, ServerName server);

    /** Whether this tool is hidden, or unlisted where unlisted tools are denied. */
    boolean hides(AgentName agent, ServerName server, ToolName tool);

    /** Whether any call of the agent on this server may be held. */
    boolean canHold(AgentName agent, ServerName server);

    /** Whether a call of this tool may be held. */
    boolean mayHold(AgentName agent, ServerName server, ToolName tool);

    /** Whether the server itself runs calls of this tool as tasks, as far as its list was seen (2025-11-25). */
    boolean runsTasks(ServerName server, ToolName tool);

    /** Definitions that the server has just named on one page of its list, hidden ones included. */
    void seen(ServerName server, List<SeenTool> page);

    /**
     * One tool as its server described it.
     *
     * @param definition the exact text of the list's element
     */
    record SeenTool(ToolName name, RawMessage definition) {}

    /** Tells who listens when the list of tools of a server may have changed for an agent: by policy, grant or a definition. */
    @FunctionalInterface
    interface Changes {

        /**
         * Listens from now on.
         *
         * @param changed called on any thread, a few seconds after the change; must not block
         * @return ends it
         */
        Runnable listen(AgentName agent, ServerName server, Runnable changed);
    }
}
