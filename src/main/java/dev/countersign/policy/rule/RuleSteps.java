package dev.countersign.policy.rule;

import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.condition.Condition;
import dev.countersign.policy.explain.ExplainedStep;
import dev.countersign.policy.explain.Explainer;
import dev.countersign.policy.explain.LimitUse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the rules of a tool found, for people who ask why. */
final class RuleSteps {

    private static final int DENIES = 6;
    private static final int HOLDS = 8;

    private RuleSteps() {}

    /** What each rule found, whether or not an earlier one has answered. */
    static void rules(Explainer explainer, ToolRules rules, JsonObject arguments) {
        rules.denies().forEach(rule -> explainer.add(explained(DENIES, rule, arguments)));
        rules.holds().forEach(rule -> explainer.add(explained(HOLDS, rule, arguments)));
    }

    private static ExplainedStep explained(int step, Rule rule, JsonObject arguments) {
        List<ExplainedStep.Condition> found = rule.conditions().stream()
                .map(condition -> explained(condition, rule.kind() == Rule.Kind.DENY_IF, arguments))
                .toList();
        return new ExplainedStep(step, rule.pointer(), rule.fires(arguments), found);
    }

    private static ExplainedStep.Condition explained(Condition condition, boolean against, JsonObject arguments) {
        Condition.Found found = condition.examine(arguments, against);
        return new ExplainedStep.Condition(
                condition.label().pointer(),
                condition.path().text(),
                condition.label().op(),
                found.type(),
                found.result().name().toLowerCase(Locale.ROOT));
    }

    static void limits(Explainer explainer, List<LimitRule> rules, List<LimitClaim> claims) {
        for (int i = 0; i < claims.size(); i++) {
            LimitRule rule = rules.get(i);
            explainer.add(new LimitUse(claims.get(i), rule.counter().name(), rule.readsArguments(), Optional.empty()));
        }
    }
}
