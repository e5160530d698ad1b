package dev.countersign.policy.compile.part;

import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.LimitClaim.Scope;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.compile.part.LimitReader.Bound;
import dev.countersign.policy.compile.part.LimitReader.Window;
import dev.countersign.policy.rule.LimitRule;
import dev.countersign.policy.rule.LimitRule.Amount;
import dev.countersign.policy.rule.LimitRule.Fixed;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what counts in the rule dialect, {@code rate_limit} and {@code state}, for the rules of one tool. */
public final class StateReader {

    private static final Keys STATE = Keys.of("counter", "window", "increment", "increment_from");
    private static final Keys CONDITION = Keys.of("path", "op", "value");
    private static final String PREFIX = "state.";
    private static final Pattern RATE = Pattern.compile("([^/]*)/([^/]*)");
    private static final Pattern WHOLE = Pattern.compile("0*[1-9][0-9]{0,17}");

    private final Problems problems;
    private final String tool;
    private final LimitReader limits;

    /**
     * For one tool.
     *
     * @param tool what stands for it in {@code state.T.C}
     * @param place whose counters these are
     */
    public StateReader(Problems problems, String tool, String place) {
        this.problems = problems;
        this.tool = tool;
        this.limits = new LimitReader(problems, place);
    }

    /** {@code "5/hour"}: a limit of calls with a counter of its own. */
    public Optional<LimitRule> rateLimit(Fields rule, SourceNode node, Optional<String> text) {
        Matcher rate = RATE.matcher(node.value() instanceof JsonString string ? string.value() : "");
        if (!rate.matches()) {
            problems.error(node.place(), "rate_limit must look like \"5/hour\"");
            return Optional.empty();
        }
        String count = rate.group(1);
        String word = rate.group(2);
        if (!WHOLE.matcher(count).matches()) {
            problems.error(node.place(), "rate_limit count must be a whole number above zero, got " + Quoted.of(count));
            return Optional.empty();
        }
        Optional<Window> known =
                Optional.ofNullable(LimitReader.WORDS.get(word)).map(length -> new Window(length, word));
        if (known.isEmpty()) {
            problems.error(
                    node.place(), "rate_limit window must be \"minute\", \"hour\" or \"day\", got " + Quoted.of(word));
            return Optional.empty();
        }
        Window window = known.get();
        String counter = "_rate_" + word;
        limits.checkUnique(rule.place(), counter, window);
        return Optional.of(limits.rule(
                rule.place(),
                LimitReader.Name.of(counter),
                Scope.GRANT,
                window,
                new Bound(new BigDecimal(count), count, false),
                new Fixed(BigDecimal.ONE),
                text));
    }

    /** What a condition looks at when it looks at a counter. */
    public static Optional<String> statePath(SourceNode condition) {
        return condition instanceof SourceObject object
                ? object.members().stream()
                        .filter(member -> member.key().equals("path"))
                        .map(SourceMember::node)
                        .flatMap(node -> node.value() instanceof JsonString text
                                ? Optional.of(text.value()).stream()
                                : Optional.<String>empty().stream())
                        .filter(path -> path.startsWith(PREFIX))
                        .findFirst()
                : Optional.empty();
    }

    /** Checks that conditions look at a counter only where the rule has a state block. */
    public void check(Fields rule, SourceList conditions, boolean mayCount) {
        if (!mayCount || !rule.has("state")) {
            conditions.elements().stream()
                    .flatMap(node -> statePath(node).stream())
                    .findFirst()
                    .ifPresent(path -> problems.error(conditions.place(), "no state block for " + path));
        }
    }

    /** The limit that {@code state} and the condition on its counter are. */
    public Optional<LimitRule> limit(Fields rule, Optional<String> text) {
        return rule.get("state")
                .flatMap(node -> Fields.of(node, "state", STATE, problems))
                .flatMap(state -> limit(rule, state, text));
    }

    private Optional<LimitRule> limit(Fields rule, Fields state, Optional<String> text) {
        Optional<String> counter = state.require("counter").flatMap(n -> state.text("counter", Fields.LONGEST_NAME));
        Optional<Window> window = state.require("window").flatMap(this::window);
        Optional<Amount> amount = limits.amount(state, counter.orElse(""));
        Optional<Bound> bound = counter.flatMap(name -> bound(rule, name));
        if (counter.isEmpty() || window.isEmpty() || amount.isEmpty() || bound.isEmpty()) {
            return Optional.empty();
        }
        limits.checkUnique(rule.place(), counter.get(), window.get());
        return Optional.of(limits.rule(
                rule.place(),
                LimitReader.Name.of(counter.get()),
                Scope.GRANT,
                window.get(),
                bound.get(),
                amount.get(),
                text));
    }

    private Optional<Window> window(SourceNode node) {
        Optional<Window> window = node.value() instanceof JsonString word
                ? Optional.ofNullable(LimitReader.WORDS.get(word.value()))
                        .map(length -> new Window(length, word.value()))
                : Optional.empty();
        if (window.isEmpty()) {
            problems.error(node.place(), "window must be \"minute\", \"hour\" or \"day\"");
        }
        return window;
    }

    private Optional<Bound> bound(Fields rule, String counter) {
        List<SourceNode> own = rule.list("conditions").stream()
                .filter(node -> statePath(node).isPresent())
                .toList();
        boolean one = own.size() == 1
                && statePath(own.get(0))
                        .filter((PREFIX + tool + "." + counter)::equals)
                        .isPresent();
        if (!one) {
            problems.error(rule.get("conditions").map(SourceNode::place).orElse(rule.place()), needsOne(counter));
            return Optional.empty();
        }
        return Fields.of(own.get(0), "a condition", CONDITION, problems).flatMap(fields -> most(fields, counter));
    }

    private Optional<Bound> most(Fields condition, String counter) {
        Optional<String> op = condition.require("op").flatMap(node -> {
            Optional<String> word = node.value() instanceof JsonString string
                    ? Optional.of(string.value()).filter(w -> w.equals("lte") || w.equals("lt"))
                    : Optional.empty();
            if (word.isEmpty()) {
                problems.error(node.place(), needsOne(counter));
            }
            return word;
        });
        Optional<Bound> max = condition.require("value").flatMap(node -> limits.aboveZero("max", node));
        return op.flatMap(word -> max.map(m -> new Bound(m.value(), m.text(), word.equals("lt"))));
    }

    private String needsOne(String counter) {
        return "state needs exactly one condition on " + PREFIX + tool + "." + counter + " with lt or lte";
    }
}
