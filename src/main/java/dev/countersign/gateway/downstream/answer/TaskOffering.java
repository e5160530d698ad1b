package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.Revision;

/** Whether tasks of ours are offered: only to a client of 2025-11-25, and only where a call may be held at all. */
final class TaskOffering {

    private TaskOffering() {}

    /** In a session that is open. */
    static boolean is(AgentRequest request, ToolLists lists) {
        return request.session()
                .filter(session -> is(request, session.version(), lists))
                .isPresent();
    }

    /** In a session of this revision. */
    static boolean is(AgentRequest request, String version, ToolLists lists) {
        return Revision.negotiated(version).hasTaskParameter()
                && lists.canHold(request.agent(), request.server().name());
    }
}
