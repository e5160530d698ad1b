package dev.countersign.policy.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What one row of the builder says of a tool.
 *
 * @param message what the agent is told, or the approver is; empty for the standard wording
 * @param max calls in a window, for {@link Effect#LIMIT}; digits, else empty
 * @param window minute, hour or day
 */
public record ToolChoice(Effect effect, String message, String max, String window) {

    private static final String HOLD_PHRASE = "requires human approval";
    private static final Set<String> LIMIT_KEYS = Set.of("counter", "window", "max", "scope", "on_deny");

    public static ToolChoice of(Effect effect) {
        return new ToolChoice(effect, "", "", "minute");
    }

    private static ToolChoice of(Effect effect, String message) {
        return new ToolChoice(effect, message, "", "minute");
    }

    /** What an entry of {@code tools} says. */
    static ToolChoice of(JsonNode entry) {
        Set<String> keys = keys(entry);
        keys.remove("risk");
        if (!entry.isObject()) {
            return of(Effect.CUSTOM);
        }
        if (keys.isEmpty()
                || (keys.equals(Set.of("action"))
                        && entry.path("action").asText().equals("allow"))) {
            return of(Effect.ALLOW);
        }
        if (keys.equals(Set.of("limits"))) {
            return limit(entry.path("limits")).orElseGet(() -> of(Effect.CUSTOM));
        }
        if (keys.equals(Set.of("action")) || keys.equals(Set.of("action", "reason"))) {
            return action(entry.path("action").asText(), entry.path("reason").asText());
        }
        return keys.equals(Set.of("deny_if"))
                ? always(entry.path("deny_if")).orElseGet(() -> of(Effect.CUSTOM))
                : of(Effect.CUSTOM);
    }

    private static ToolChoice action(String action, String reason) {
        return switch (action) {
            case "deny" -> of(Effect.DENY, reason);
            case "require_approval" -> of(Effect.HOLD, reason);
            default -> of(Effect.CUSTOM);
        };
    }

    private static Optional<ToolChoice> limit(JsonNode limits) {
        JsonNode limit = limits.path(0);
        boolean plain = limits.size() == 1
                && LIMIT_KEYS.containsAll(keys(limit))
                && limit.path("max").isIntegralNumber()
                && limit.path("window").isTextual()
                && limit.path("scope").asText("grant").equals("grant");
        return plain
                ? Optional.of(new ToolChoice(
                        Effect.LIMIT,
                        limit.path("on_deny").asText(),
                        limit.path("max").asText(),
                        limit.path("window").asText()))
                : Optional.empty();
    }

    /** One entry without conditions. */
    private static Optional<ToolChoice> always(JsonNode entries) {
        JsonNode entry = entries.path(0);
        if (entries.size() != 1
                || !keys(entry).equals(Set.of("conditions", "on_deny"))
                || !entry.path("conditions").isEmpty()) {
            return Optional.empty();
        }
        String text = entry.path("on_deny").asText();
        boolean holds = text.strip().toLowerCase(Locale.ROOT).startsWith(HOLD_PHRASE);
        return Optional.of(of(holds ? Effect.HOLD : Effect.DENY, text));
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The entry that says so. */
    String json(String tool, Optional<String> risk) {
        String end = risk.map(r -> "\"risk\": " + r).orElse("");
        String said = message.isBlank() ? "" : Texts.quoted(message.strip());
        String members = switch (effect) {
            case LIMIT ->
                "\"limits\": [{\"counter\": " + Texts.quoted(tool + "_rate") + ", \"window\": " + Texts.quoted(window)
                        + ", \"max\": " + (max.matches("[1-9][0-9]{0,8}") ? max : "30") + ", \"scope\": \"grant\""
                        + (said.isEmpty() ? "" : ", \"on_deny\": " + said) + "}]";
            case HOLD -> "\"action\": \"require_approval\"" + (said.isEmpty() ? "" : ", \"reason\": " + said);
            case DENY -> "\"action\": \"deny\"" + (said.isEmpty() ? "" : ", \"reason\": " + said);
            default -> "";
        };
        return "{" + members + (members.isEmpty() || end.isEmpty() ? "" : ", ") + end + "}";
    }
}
