package dev.countersign.policy.text;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonArray;
import dev.countersign.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a policy file with its position. */
public sealed interface SourceNode {

    /** Where it starts. */
    Place place();

    /** The value without positions. */
    JsonValue value();

    /** What people call its type: {@code an object}, {@code a list}, {@code a string} and so on. */
    String type();

    /** An object; a member that stands twice is a problem of the file and only the first is kept. */
    record SourceObject(Place place, List<SourceMember> members) implements SourceNode {
        public SourceObject {
            members = List.copyOf(members);
        }

        @Override
        public JsonValue value() {
            Map<String, JsonValue> values = new LinkedHashMap<>();
            members.forEach(m -> values.put(m.key(), m.node().value()));
            return new JsonObject(values);
        }

        @Override
        public String type() {
            return "an object";
        }
    }

    /**
     * A member of an object.
     *
     * @param place where the key stands; its pointer is that of the value
     */
    record SourceMember(Place place, String key, SourceNode node) {}

    /** A list. */
    record SourceList(Place place, List<SourceNode> elements) implements SourceNode {
        public SourceList {
            elements = List.copyOf(elements);
        }

        @Override
        public JsonValue value() {
            return new JsonArray(elements.stream().map(SourceNode::value).toList());
        }

        @Override
        public String type() {
            return "a list";
        }
    }

    /** A string, number, boolean or null. */
    record SourceScalar(Place place, JsonValue value) implements SourceNode {
        @Override
        public String type() {
            if (value instanceof JsonValue.JsonString) {
                return "a string";
            }
            if (value instanceof JsonValue.JsonNumber) {
                return "a number";
            }
            return value instanceof JsonValue.JsonBoolean ? "a boolean" : "null";
        }
    }
}
