package dev.countersign.policy;

import dev.countersign.call.ToolCall;
import java.util.Optional;

/**
 * What a policy may look at.
 *
 * @param call who calls what with which bytes
 * @param session the MCP session, for limits of scope {@code session}; empty where there is none
 * @param tools what is known of the server's tool list
 */
public record CallFacts(ToolCall call, Optional<String> session, KnownTools tools) {}
