package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.RawMessage;
import java.util.List;
import java.util.Optional;

/**
 * One page of {@code tools/list} after filtering.
 *
 * @param message what the agent gets; the very bytes that came when nothing had to change
 * @param changed whether something was cut or inserted
 * @param tools every tool that the server listed, in its order
 * @param nextCursor the server's, when there are more pages
 */
public record ToolsPage(RawMessage message, boolean changed, List<ListedTool> tools, Optional<String> nextCursor) {

    public ToolsPage {
        tools = List.copyOf(tools);
    }
}
