package dev.countersign.policy.lint;

import dev.countersign.json.JsonValue.JsonObject;
import java.util.Optional;

/** A tool of the server that a policy is for: its name, and what it says of its arguments. */
public record ListedTool(String name, Optional<JsonObject> inputSchema) {}
