package dev.countersign.gateway.downstream.answer;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.answer.Discovery;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.protocol.task.TaskOffer;

/** The answer to {@code server/discover}: only revisions we speak, and our tasks where calls may be held. */
public final class DiscoveredServer implements Rewriting.Rewrite {

    private final AgentRequest request;
    private final ToolLists lists;
    private final ServerExtensions extensions;

    /** With what may be held for whom, and who wants to know what servers can. */
    public DiscoveredServer(AgentRequest request, ToolLists lists, ServerExtensions extensions) {
        this.request = request;
        this.lists = lists;
        this.extensions = extensions;
    }

    @Override
    public RawMessage of(RawMessage response) throws UnreadableAnswerException {
        RawMessage spoken = Discovery.ofSpokenVersions(response);
        if (TaskOffer.isDiscovery(response)) {
            extensions.seen(request.server().name(), TaskOffer.isInDiscovery(response));
        }
        RawMessage offered =
                lists.canHold(request.agent(), request.server().name()) ? TaskOffer.inDiscovery(spoken) : spoken;
        return offered.equals(response) ? response : Discovery.keptShortly(offered);
    }
}
