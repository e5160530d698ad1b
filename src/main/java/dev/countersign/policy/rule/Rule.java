package dev.countersign.policy.rule;

import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.Decision.Deny;
import dev.countersign.policy.condition.Condition;
import dev.countersign.policy.text.Quoted;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code deny_if} or {@code require}, or the {@code action} of a tool.
 *
 * @param kind when it fires
 * @param conditions all of them together
 * @param effect what firing means
 */
public record Rule(Kind kind, List<Condition> conditions, Effect effect) {

    /** When a rule fires. */
    public enum Kind {
        /** When all conditions hold. */
        DENY_IF,
        /** When not all conditions hold. */
        REQUIRE
    }

    /**
     * What a rule that denies answers.
     *
     * @param rule where it stands
     * @param text what it says; empty: that the tool is denied, with the name that was called (the key may be a pattern)
     */
    public record Refusal(RulePointer rule, Optional<String> text) {
        Deny of(String tool) {
            return new Deny(rule, text.orElseGet(() -> "Tool " + Quoted.of(tool) + " is denied by policy"));
        }
    }

    /**
     * What happens when a rule fires.
     *
     * @param refusal the answer of a rule that denies; empty when it holds
     * @param hold the terms of a rule that holds; empty when it denies
     */
    public record Effect(Optional<Refusal> refusal, Optional<HoldRule> hold) {
        public Effect {
            if (refusal.isPresent() == hold.isPresent()) {
                throw new IllegalArgumentException("a rule either denies or holds");
            }
        }
    }

    public Rule {
        conditions = List.copyOf(conditions);
    }

    /** Where it stands. */
    public RulePointer pointer() {
        return effect.refusal()
                .map(Refusal::rule)
                .or(() -> effect.hold().map(HoldRule::pointer))
                .orElseThrow();
    }

    boolean readsArguments() {
        return !conditions.isEmpty();
    }

    boolean fires(JsonObject arguments) {
        return kind == Kind.DENY_IF ? allHold(arguments) : !allMet(arguments);
    }

    private boolean allHold(JsonObject arguments) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).holdsAgainst(arguments)) {
                return false;
            }
        }
        return true;
    }

    private boolean allMet(JsonObject arguments) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).isMetBy(arguments)) {
                return false;
            }
        }
        return true;
    }
}
