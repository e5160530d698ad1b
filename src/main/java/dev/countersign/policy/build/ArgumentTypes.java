package dev.countersign.policy.build;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments that a tool's schema names, as paths of conditions with their types. */
public final class ArgumentTypes {

    private static final int DEEPEST = 3;

    private final Map<String, String> types = new LinkedHashMap<>();

    private ArgumentTypes() {}

    /** Those of a schema; none without one. */
    public static ArgumentTypes of(Optional<JsonObject> schema) {
        ArgumentTypes types = new ArgumentTypes();
        schema.ifPresent(object -> types.add("args", object, DEEPEST));
        return types;
    }

    private void add(String path, JsonObject schema, int deeper) {
        if (deeper > 0 && schema.members().get("properties") instanceof JsonObject properties) {
            for (Map.Entry<String, JsonValue> property : properties.members().entrySet()) {
                // a name that the short notation cannot say is picked in the raw text
                if (property.getKey().matches("[A-Za-z0-9_-]+") && property.getValue() instanceof JsonObject child) {
                    String name = path + "." + property.getKey();
                    types.put(name, child.members().get("type") instanceof JsonString type ? type.value() : "");
                    add(name, child, deeper - 1);
                }
            }
        }
    }

    /** In the order of the schema. */
    public List<String> paths() {
        return List.copyOf(types.keySet());
    }

    /** Whether the schema wants a text there. */
    boolean isText(String path) {
        return "string".equals(types.get(path));
    }
}
