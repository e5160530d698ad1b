package dev.countersign.policy;

import dev.countersign.call.ToolName;
import java.util.Optional;

/** What is known of the tools that a server lists; a list that cannot be had counts as empty. */
@FunctionalInterface
public interface KnownTools {

    /** No list is known. */
    KnownTools NONE = tool -> false;

    /** Whether the server's list names this tool, code point by code point. */
    boolean lists(ToolName tool);

    /** What the server says of the arguments of this tool, as far as it is known. */
    default Optional<ArgumentSchema> schema(ToolName tool) {
        return Optional.empty();
    }
}
