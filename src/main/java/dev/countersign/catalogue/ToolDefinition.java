package dev.countersign.catalogue;

import dev.countersign.call.ToolName;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonBoolean;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.Optional;
import java.util.Set;

/**
 * What a server says of one of its tools, an element of the {@code tools/list} result (MCP, "Tools"). The server's own words: a
 * hint for people and for suspicion, never a promise.
 *
 * @param name as listed
 * @param json the whole definition
 */
public record ToolDefinition(ToolName name, JsonObject json) {

    /**
     * The definition that an element of {@code tools} is.
     *
     * @return empty when it is no object or has no usable name
     */
    public static Optional<ToolDefinition> of(JsonValue element) {
        if (element instanceof JsonObject json
                && json.members().get("name") instanceof JsonString name
                && !name.value().isEmpty()) {
            return Optional.of(new ToolDefinition(new ToolName(name.value()), json));
        }
        return Optional.empty();
    }

    /** Its description, empty when there is none. */
    public String description() {
        return json.members().get("description") instanceof JsonString text ? text.value() : "";
    }

    /** What it says of its arguments; empty when that is nothing. */
    public Optional<JsonObject> inputSchema() {
        return json.members().get("inputSchema") instanceof JsonObject schema ? Optional.of(schema) : Optional.empty();
    }

    /** The annotation {@code readOnlyHint}, if given. */
    public Optional<Boolean> readOnlyHint() {
        return hint("readOnlyHint");
    }

    /** The annotation {@code destructiveHint}, if given. */
    public Optional<Boolean> destructiveHint() {
        return hint("destructiveHint");
    }

    /** Whether its {@code execution.taskSupport} lets a call run as a task (2025-11-25, "Tasks"). */
    public boolean runsTasks() {
        return json.members().get("execution") instanceof JsonObject execution
                && execution.members().get("taskSupport") instanceof JsonString support
                && Set.of("optional", "required").contains(support.value());
    }

    private Optional<Boolean> hint(String key) {
        return json.members().get("annotations") instanceof JsonObject annotations
                        && annotations.members().get(key) instanceof JsonBoolean hint
                ? Optional.of(hint.value())
                : Optional.empty();
    }

    /** All of it as JSON: members sorted, numbers as written. */
    public String text() {
        return CanonicalJson.of(json, key -> true);
    }
}
