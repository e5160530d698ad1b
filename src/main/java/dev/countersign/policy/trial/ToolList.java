package dev.countersign.policy.trial;

import dev.countersign.call.ToolName;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.ArgumentSchema;
import dev.countersign.policy.KnownTools;
import dev.countersign.policy.lint.ListedTool;
import dev.countersign.policy.schema.InputSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A saved {@code tools/list} result: {@code {tools: […]}} or the bare list.
 *
 * @param definitions its elements that are objects with a name, as they stand
 */
public record ToolList(List<JsonObject> definitions) {

    /** Real lists have 1,424 tools in 2 MB; a saved one may be larger than one that is answered. */
    private static final JsonLimits LIMITS = new JsonLimits(64, 50_000, 5_000_000, 400);

    public ToolList {
        definitions = List.copyOf(definitions);
    }

    /**
     * Reads a list.
     *
     * @throws BadCaseFileException when it is none
     */
    public static ToolList read(byte[] utf8) throws BadCaseFileException {
        JsonValue value;
        try {
            value = StrictJson.parse(utf8, LIMITS);
        } catch (DoubtfulJsonException e) {
            throw new BadCaseFileException("not a list of tools: " + e.getMessage());
        }
        JsonValue list = value instanceof JsonObject result
                ? result.members().getOrDefault("tools", JsonValue.JsonNull.NULL)
                : value;
        if (!(list instanceof JsonArray tools)) {
            throw new BadCaseFileException("not a list of tools: {\"tools\": [...]} or a list is expected");
        }
        List<JsonObject> definitions = new ArrayList<>();
        for (JsonValue tool : tools.elements()) {
            if (tool instanceof JsonObject definition && name(definition).isPresent()) {
                definitions.add(definition);
            } else {
                throw new BadCaseFileException("/tools/" + definitions.size() + ": a tool is an object with a name");
            }
        }
        return new ToolList(definitions);
    }

    private static Optional<String> name(JsonObject definition) {
        return definition.members().get("name") instanceof JsonString name
                        && !name.value().isEmpty()
                ? Optional.of(name.value())
                : Optional.empty();
    }

    private static Optional<JsonObject> schema(JsonObject definition) {
        return definition.members().get("inputSchema") instanceof JsonObject schema
                ? Optional.of(schema)
                : Optional.empty();
    }

    /** The tools as the linter compares them with a policy. */
    public List<ListedTool> listed() {
        return definitions.stream()
                .map(tool -> new ListedTool(name(tool).orElseThrow(), schema(tool)))
                .toList();
    }

    /** The tools as a policy asks for them. */
    public KnownTools known() {
        Map<String, Optional<ArgumentSchema>> tools = new LinkedHashMap<>();
        definitions.forEach(
                tool -> tools.put(name(tool).orElseThrow(), schema(tool).map(InputSchema::of)));
        return new KnownTools() {
            @Override
            public boolean lists(ToolName tool) {
                return tools.containsKey(tool.value());
            }

            @Override
            public Optional<ArgumentSchema> schema(ToolName tool) {
                return tools.getOrDefault(tool.value(), Optional.empty());
            }
        };
    }
}
