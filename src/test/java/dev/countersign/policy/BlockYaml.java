package dev.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** Values as block YAML, as people write it: plain keys, all strings in double quotes. */
final class BlockYaml {

    private BlockYaml() {}

    static String of(JsonNode value) {
        return block(value, "").stripLeading();
    }

    private static String block(JsonNode value, String indent) {
        if (value.isContainerNode() && value.isEmpty()) {
            return value.isArray() ? " []\n" : " {}\n";
        }
        StringBuilder text = new StringBuilder("\n");
        if (value.isObject()) {
            for (Iterator<Map.Entry<String, JsonNode>> m = value.properties().iterator(); m.hasNext(); ) {
                Map.Entry<String, JsonNode> member = m.next();
                text.append(indent).append(key(member.getKey())).append(':');
                text.append(block(member.getValue(), indent + "  "));
            }
            return text.toString();
        }
        if (value.isArray()) {
            value.forEach(element -> text.append(indent)
                    .append('-')
                    .append(
                            element.isObject() && !element.isEmpty()
                                    ? " " + block(element, indent + "  ").strip() + "\n"
                                    : block(element, indent + "  ")));
            return text.toString();
        }
        return " " + value + "\n";
    }

    private static String key(String key) {
        return key.matches("[A-Za-z_][A-Za-z0-9_]*") ? key : '"' + key + '"';
    }
}
