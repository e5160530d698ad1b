package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.RawMessage;
import java.util.Optional;

/**
 * One tool of a {@code tools/list} result, hidden or not: what the catalogue records.
 *
 * @param definition the exact bytes of its definition
 * @param annotations the exact text of its {@code annotations}; hints of the server, never a reason to trust it
 */
public record ListedTool(
        String name, RawMessage definition, Optional<String> description, Optional<String> annotations) {}
