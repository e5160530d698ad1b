package dev.countersign.catalogue;

import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** Definitions for tests. */
final class Tools {

    private Tools() {}

    static ToolDefinition named(String name, String description) {
        return json("{\"name\":\"" + name + "\",\"description\":\"" + description + "\"}");
    }

    static ToolDefinition json(String text) {
        try {
            return ToolDefinition.of(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT))
                    .orElseThrow();
        } catch (DoubtfulJsonException e) {
            throw new AssertionError(e);
        }
    }
}
