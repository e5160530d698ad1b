package dev.countersign.call;

/**
 * One {@code tools/call}: who wants which tool of which server to run with which bytes.
 *
 * @param alsoSent the text of the other members of {@code params} (neither name, arguments nor {@code _meta}), empty when none
 */
public record ToolCall(
        AgentName agent, ServerName server, ToolName tool, RawArguments arguments, String alsoSent, Digest digest) {

    /** The call with its digest computed. */
    public static ToolCall of(
            AgentName agent, ServerName server, ToolName tool, RawArguments arguments, String alsoSent) {
        return new ToolCall(
                agent, server, tool, arguments, alsoSent, Digest.of(server, tool, agent, arguments, alsoSent));
    }
}
