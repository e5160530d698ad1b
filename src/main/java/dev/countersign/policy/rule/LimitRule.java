package dev.countersign.policy.rule;

import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.LimitClaim.Scope;
import dev.countersign.policy.condition.ArgumentPath;
import dev.countersign.policy.condition.NumberText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code limits}, or a {@code rate_limit}.
 *
 * @param pointer where it stands
 * @param counter what counts together
 * @param max what the sum may reach
 * @param below whether the sum must stay below it
 * @param amount how much one call takes
 * @param message what the agent is told when there is no room
 */
public record LimitRule(
        RulePointer pointer, Counter counter, BigDecimal max, boolean below, Amount amount, String message) {

    /**
     * What counts together.
     *
     * @param place the {@code tools} key or {@code all_tools}, and what kind of limit
     * @param name of the counter
     * @param scope whose calls count together
     * @param window how long a place stays taken
     */
    public record Counter(String place, String name, Scope scope, Duration window) {}

    /** How much one call takes. */
    public sealed interface Amount {

        /** The amount; empty when the arguments hold none that can be used. */
        Optional<BigDecimal> of(JsonObject arguments);
    }

    /** Each call takes the same. */
    public record Fixed(BigDecimal amount) implements Amount {
        @Override
        public Optional<BigDecimal> of(JsonObject arguments) {
            return Optional.of(amount);
        }
    }

    /**
     * What stands in the arguments, summed over all values of the path.
     *
     * @param asNumber whether strings that are numbers count
     * @param refusal the text when there is no number of zero or more
     */
    public record From(ArgumentPath path, boolean asNumber, String refusal) implements Amount {
        @Override
        public Optional<BigDecimal> of(JsonObject arguments) {
            Sum sum = new Sum();
            boolean usable = path.visit(
                    arguments, value -> sum.add(asNumber && value != null ? NumberText.asNumber(value) : value));
            return usable && sum.any ? Optional.of(sum.total) : Optional.empty();
        }
    }

    private static final class Sum {
        private BigDecimal total = BigDecimal.ZERO;
        private boolean any;

        boolean add(@Nullable JsonValue value) {
            any = true;
            if (!(value instanceof JsonNumber number) || number.value().signum() < 0) {
                return false;
            }
            total = total.add(number.value());
            return true;
        }
    }

    boolean readsArguments() {
        return amount instanceof From;
    }

    /** The place that a call takes. */
    LimitClaim claim(CallFacts facts, BigDecimal taken) {
        Scope counted = counter.scope() == Scope.SESSION && facts.session().isEmpty() ? Scope.GRANT : counter.scope();
        return new LimitClaim(
                pointer,
                message,
                new LimitClaim.Counter(counted, key(facts, counted), counter.window()),
                taken,
                max,
                below);
    }

    /** Scope subject, place with name, window: each with its length in front, so that no two counters share a key. */
    private String key(CallFacts facts, Scope counted) {
        StringBuilder key = new StringBuilder(counted.name());
        String agent = facts.call().agent().value();
        String server = facts.call().server().value();
        switch (counted) {
            case SERVER -> part(key, server);
            case AGENT -> part(key, agent);
            case GRANT -> part(part(key, agent), server);
            case SESSION -> part(part(part(key, agent), server), facts.session().orElse(""));
        }
        return part(key, counter.place() + " " + counter.name())
                .append(' ')
                .append(counter.window().toSeconds())
                .toString();
    }

    private static StringBuilder part(StringBuilder key, String part) {
        return key.append(' ').append(part.length()).append(':').append(part);
    }
}
