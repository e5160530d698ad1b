package dev.countersign.policy.rule;

import dev.countersign.call.HoldTerms;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.Decision;
import dev.countersign.policy.Decision.Deny;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules of one {@code tools} key, or of {@code all_tools}, or of both together, in the order in which they are asked.
 *
 * @param denies rules that refuse
 * @param limits places to take
 * @param holds rules that hold
 */
public record ToolRules(List<Rule> denies, List<LimitRule> limits, List<Rule> holds) {

    /** A tool without any rule: its calls pass unchecked. */
    public static final ToolRules NONE = new ToolRules(List.of(), List.of(), List.of());

    public ToolRules {
        denies = List.copyOf(denies);
        limits = List.copyOf(limits);
        holds = List.copyOf(holds);
    }

    /** These first, then the others. */
    ToolRules and(ToolRules others) {
        return new ToolRules(join(denies, others.denies), join(limits, others.limits), join(holds, others.holds));
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Whether arguments are looked at, or a person may be: then they have to fit the tool's schema first. */
    boolean needFittingArguments() {
        return !holds.isEmpty()
                || denies.stream().anyMatch(Rule::readsArguments)
                || limits.stream().anyMatch(LimitRule::readsArguments);
    }

    /** Whether every call is refused, whatever its arguments. */
    boolean deniesAlways() {
        return denies.stream().anyMatch(rule -> rule.kind() == Rule.Kind.DENY_IF && !rule.readsArguments());
    }

    boolean isEmpty() {
        return denies.isEmpty() && limits.isEmpty() && holds.isEmpty();
    }

    /** Step 6: the first rule that refuses. */
    Optional<Deny> refusal(String tool, JsonObject arguments) {
        for (int i = 0; i < denies.size(); i++) {
            Rule rule = denies.get(i);
            if (rule.fires(arguments)) {
                return rule.effect().refusal().map(refusal -> refusal.of(tool));
            }
        }
        return Optional.empty();
    }

    /** Step 8: the terms of all rules that hold, as one. */
    Optional<HoldTerms> held(JsonObject arguments, Duration expiry, String version) {
        List<HoldRule> fired = holds.stream()
                .filter(rule -> rule.fires(arguments))
                .flatMap(rule -> rule.effect().hold().stream())
                .toList();
        return fired.isEmpty() ? Optional.empty() : Optional.of(HoldRule.together(fired, expiry, version));
    }

    /** Step 7, the part that needs no counter: the limit whose amount cannot be used. */
    Optional<Decision.Deny> unusableAmount(JsonObject arguments) {
        for (LimitRule limit : limits) {
            if (limit.amount() instanceof LimitRule.From from
                    && from.of(arguments).isEmpty()) {
                return Optional.of(new Decision.Deny(limit.pointer(), from.refusal()));
            }
        }
        return Optional.empty();
    }
}
