package dev.countersign.policy.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One rule of a tool.
 *
 * @param conditions all of them together; none: always
 * @param message what the agent is told, or the approver is
 * @param raw the entry as written, when a form cannot say it; else empty
 */
public record CustomRule(Kind kind, List<Part> conditions, String message, String raw) {

    private static final String HOLD_PHRASE = "requires human approval";

    /** What it does. */
    public enum Kind {
        /** It is no rule. */
        NONE("– no rule –"),
        HOLD("Hold if"),
        DENY("Deny if"),
        REQUIRE("Deny unless");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** In lower case, for forms. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one with this word, else none. */
        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(k -> k.word().equals(word))
                    .findFirst()
                    .orElse(NONE);
        }
    }

    /**
     * One condition.
     *
     * @param json the value as JSON
     */
    public record Part(String path, String op, String json) {

        /** What a person typed: a text where the schema wants one, else what it looks like. */
        public static Part typed(String path, String op, String text, ArgumentTypes types) {
            boolean string = types.isText(path) || op.equals("regex");
            String json = switch (op) {
                case "exists" -> text.strip().equals("false") ? "false" : "true";
                case "in", "not_in" ->
                    Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .map(item -> scalar(item, string))
                            .collect(Collectors.joining(", ", "[", "]"));
                default -> scalar(text, string);
            };
            return new Part(path, op, json);
        }

        private static String scalar(String text, boolean string) {
            boolean literal =
                    !string && Texts.read(text).filter(JsonNode::isValueNode).isPresent();
            return literal ? text.strip() : Texts.quoted(text);
        }

        /** What a person would type for it; empty when a form cannot say it. */
        public Optional<String> text(ArgumentTypes types) {
            boolean string = types.isText(path) || op.equals("regex");
            JsonNode value = Texts.read(json).orElseThrow();
            if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(text(item, string).orElse(",")));
                boolean sayable = !items.isEmpty()
                        && items.stream().allMatch(item -> !item.contains(",") && item.equals(item.strip()));
                return sayable && (op.equals("in") || op.equals("not_in"))
                        ? Optional.of(String.join(", ", items))
                        : Optional.empty();
            }
            return text(value, string);
        }

        private static Optional<String> text(JsonNode value, boolean string) {
            if (value.isTextual()) {
                String text = value.asText();
                boolean literal = !string && Texts.read(text).isPresent();
                return Optional.of(literal ? value.toString() : text);
            }
            return value.isContainerNode() || string ? Optional.empty() : Optional.of(value.toString());
        }
    }

    public CustomRule {
        conditions = List.copyOf(conditions);
    }

    boolean requires() {
        return kind == Kind.REQUIRE;
    }

    static CustomRule of(JsonNode entry, boolean require, ArgumentTypes types) {
        String message = entry.path("on_deny").asText();
        Kind kind = require ? Kind.REQUIRE : kind(entry, message);
        boolean shorthand = require && entry.has("path");
        Set<String> known = shorthand
                ? Set.of("path", "op", "value", "on_deny")
                : require ? Set.of("conditions", "on_deny") : Set.of("conditions", "on_deny", "action");
        List<Part> parts = new ArrayList<>();
        boolean sayable = known.containsAll(keys(entry));
        for (JsonNode condition : shorthand ? List.of(entry) : entry.path("conditions")) {
            Part part = new Part(
                    condition.path("path").asText(),
                    condition.path("op").asText(),
                    condition.path("value").toString());
            sayable &= (shorthand || keys(condition).equals(Set.of("path", "op", "value")))
                    && part.text(types).isPresent();
            parts.add(part);
        }
        return sayable
                ? new CustomRule(kind, parts, message, "")
                : new CustomRule(kind, List.of(), message, entry.toString());
    }

    private static Kind kind(JsonNode entry, String message) {
        boolean holds = entry.has("action")
                ? entry.path("action").asText().equals("require_approval")
                : message.strip().toLowerCase(Locale.ROOT).startsWith(HOLD_PHRASE);
        return holds ? Kind.HOLD : Kind.DENY;
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    String json() {
        if (!raw.isEmpty()) {
            return raw;
        }
        String parts = conditions.stream()
                .map(part -> "{\"path\": " + Texts.quoted(part.path()) + ", \"op\": " + Texts.quoted(part.op())
                        + ", \"value\": " + part.json() + "}")
                .collect(Collectors.joining(", ", "\"conditions\": [", "]"));
        String action = requires() ? "" : ", \"action\": " + (kind == Kind.HOLD ? "\"require_approval\"" : "\"deny\"");
        String said = message.isBlank() ? "" : ", \"on_deny\": " + Texts.quoted(message.strip());
        return "{" + parts + action + said + "}";
    }
}
