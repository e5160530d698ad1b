package dev.countersign.gateway.downstream.answer;

import dev.countersign.call.ToolName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.ToolLists.SeenTool;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.answer.ToolVerdict;
import dev.countersign.gateway.protocol.answer.ToolsListFilter;
import dev.countersign.gateway.protocol.answer.ToolsPage;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;

/**
 * The answer to {@code tools/list}: what the agent must not see is cut out, and tools whose calls may be held are offered as tasks. Definitions are reported as they pass, cut or not.
 */
public final class ListedTools implements Rewriting.Rewrite {

    private final AgentRequest request;
    private final ToolLists lists;

    /** With what is hidden from whom. */
    public ListedTools(AgentRequest request, ToolLists lists) {
        this.request = request;
        this.lists = lists;
    }

    @Override
    public RawMessage of(RawMessage response) throws UnreadableAnswerException {
        boolean cuts = lists.hidesAnything(request.agent(), request.server().name());
        boolean offers = TaskOffering.is(request, lists);
        ToolsPage page =
                ToolsListFilter.filter(response, tool -> verdict(tool, cuts, offers), request.era() == Era.MODERN);
        if (!page.tools().isEmpty()) {
            lists.seen(
                    request.server().name(),
                    page.tools().stream()
                            .filter(tool -> !tool.name().isEmpty())
                            .map(tool -> new SeenTool(new ToolName(tool.name()), tool.definition()))
                            .toList());
        }
        return page.message();
    }

    private ToolVerdict verdict(String tool, boolean cuts, boolean offers) {
        if (cuts && isHidden(tool)) {
            return ToolVerdict.CUT;
        }
        boolean offered = offers
                && !tool.isEmpty()
                && lists.mayHold(request.agent(), request.server().name(), new ToolName(tool));
        return offered ? ToolVerdict.OFFER_TASK : ToolVerdict.KEEP;
    }

    private boolean isHidden(String tool) {
        return tool.isEmpty() || lists.hides(request.agent(), request.server().name(), new ToolName(tool));
    }
}
