package dev.countersign.policy.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.desk.PolicyText;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a JSON policy says of each tool, and the text with something else said. */
public final class Outline {

    private static final String TOOLS = "tools";
    private static final String HIDE = "hide";

    private final String text;
    private final Span root;
    private final JsonNode policy;

    private Outline(String text, Span root, JsonNode policy) {
        this.text = text;
        this.root = root;
        this.policy = policy;
    }

    /** Empty when the text is YAML or no JSON object: then it can only be edited as text. */
    public static Optional<Outline> of(PolicyText policy) {
        return policy.yaml() ? Optional.empty() : of(policy.text());
    }

    private static Optional<Outline> of(String text) {
        return Span.of(text)
                .flatMap(root -> Texts.read(text)
                        .filter(JsonNode::isObject)
                        .filter(policy -> shaped(policy))
                        .map(policy -> new Outline(text, root, policy)));
    }

    private static boolean shaped(JsonNode policy) {
        boolean tools = !policy.has(TOOLS) || policy.get(TOOLS).isObject();
        return tools && (!policy.has(HIDE) || policy.get(HIDE).isArray());
    }

    /** The text as it stands. */
    public String text() {
        return text;
    }

    /** What the row of a tool says. */
    public ToolChoice choice(String tool) {
        if (hidden().contains(tool)) {
            return ToolChoice.of(Effect.HIDE);
        }
        JsonNode entry = policy.path(TOOLS).path(tool);
        return entry.isMissingNode() ? ToolChoice.of(Effect.DEFAULT) : ToolChoice.of(entry);
    }

    /** The rules of a tool, to be edited one by one. */
    public CustomRules rules(String tool, ArgumentTypes types) {
        JsonNode entry = policy.path(TOOLS).path(tool);
        return CustomRules.of(entry, types);
    }

    /** The text in which a tool has this choice; {@link Effect#CUSTOM} changes nothing. */
    public Outline with(String tool, ToolChoice choice) {
        return switch (choice.effect()) {
            case CUSTOM -> this;
            case DEFAULT -> hide(tool, false).without(tool);
            case HIDE -> without(tool).hide(tool, true);
            default -> hide(tool, false).set(tool, choice.json(tool, risk(tool)));
        };
    }

    /** The text in which a tool has these rules. */
    public Outline with(String tool, CustomRules rules) {
        return hide(tool, false).set(tool, rules.json());
    }

    private Optional<String> risk(String tool) {
        return Optional.of(policy.path(TOOLS).path(tool).path("risk"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::toString);
    }

    private Set<String> hidden() {
        Set<String> names = new LinkedHashSet<>();
        policy.path(HIDE).forEach(name -> names.add(name.asText()));
        return names;
    }

    private Outline hide(String tool, boolean hidden) {
        Set<String> names = hidden();
        boolean changed = hidden ? names.add(tool) : names.remove(tool);
        if (!changed) {
            return this;
        }
        return again(
                names.isEmpty()
                        ? TextEdit.removed(text, root, HIDE)
                        : TextEdit.set(
                                text,
                                root,
                                HIDE,
                                names.stream().map(Texts::quoted).collect(Collectors.joining(", ", "[", "]")),
                                0));
    }

    private Outline without(String tool) {
        return root.members().containsKey(TOOLS)
                ? again(TextEdit.removed(text, root.members().get(TOOLS).value(), tool))
                : this;
    }

    private Outline set(String tool, String json) {
        if (!root.members().containsKey(TOOLS)) {
            return again(TextEdit.set(text, root, TOOLS, "{}", 0)).set(tool, json);
        }
        return again(TextEdit.set(text, root.members().get(TOOLS).value(), tool, json, 1));
    }

    private static Outline again(String changed) {
        return of(changed).orElseThrow(() -> new IllegalStateException("a change made a policy unreadable"));
    }
}
