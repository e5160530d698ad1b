package dev.countersign.policy.compile.part;

import dev.countersign.call.RulePointer;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.LimitClaim.Scope;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.rule.LimitRule;
import dev.countersign.policy.rule.LimitRule.Amount;
import dev.countersign.policy.rule.LimitRule.Fixed;
import dev.countersign.policy.rule.LimitRule.From;
import dev.countersign.policy.text.Place;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.Quoted;
import dev.countersign.policy.text.SourceNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code limits} and the {@code rate_limit} of one place: a {@code tools} key or {@code all_tools}. */
public final class LimitReader {

    private static final Keys LIMIT =
            Keys.of("max", "window", "counter", "scope", "increment", "increment_from", "as", "on_deny");
    private static final Keys RATE_LIMIT = Keys.of("max", "window", "scope", "on_deny");
    private static final String DEFAULT_COUNTER = "calls";
    private static final BigDecimal LONGEST_WINDOW = BigDecimal.valueOf(31_536_000);
    static final Map<String, Duration> WORDS =
            Map.of("minute", Duration.ofMinutes(1), "hour", Duration.ofHours(1), "day", Duration.ofDays(1));

    /**
     * What a counter is called.
     *
     * @param kind keeps a {@code rate_limit} apart from any counter that somebody names
     */
    record Name(String kind, String counter) {
        static Name of(String counter) {
            return new Name("limit", counter);
        }
    }

    /** A window with the word that texts use for it. */
    public record Window(Duration length, String word) {}

    /**
     * What the sum may reach.
     *
     * @param text with its digits as written
     * @param below whether the sum must stay below it
     */
    public record Bound(BigDecimal value, String text, boolean below) {}

    private final Problems problems;
    private final String place;
    private final Map<String, String> counters = new HashMap<>();

    /** For the limits of one place; two of them must not share a counter and window. */
    public LimitReader(Problems problems, String place) {
        this.problems = problems;
        this.place = place;
    }

    /** An entry of {@code limits}. */
    public Optional<LimitRule> limit(SourceNode node) {
        return Fields.of(node, "a limit", LIMIT, problems).flatMap(fields -> {
            String counter = fields.text("counter", Fields.LONGEST_NAME).orElse(DEFAULT_COUNTER);
            Optional<Window> window = window(fields);
            window.ifPresent(w -> checkUnique(fields.place(), counter, w));
            return rule(fields, window, Name.of(counter), Scope.GRANT, amount(fields, counter));
        });
    }

    /** A {@code rate_limit} of the JSON dialect. */
    public Optional<LimitRule> rateLimit(SourceNode node) {
        return Fields.of(node, "rate_limit", RATE_LIMIT, problems)
                .flatMap(fields -> rule(
                        fields,
                        window(fields),
                        new Name("rate_limit", "rate_limit"),
                        Scope.SESSION,
                        Optional.of(new Fixed(BigDecimal.ONE))));
    }

    private Optional<LimitRule> rule(
            Fields fields, Optional<Window> window, Name name, Scope usual, Optional<Amount> amount) {
        Optional<Bound> max = fields.require("max").flatMap(node -> aboveZero("max", node));
        Scope scope = fields.get("scope").flatMap(this::scope).orElse(usual);
        Optional<String> text = fields.text("on_deny", Fields.LONGEST_TEXT);
        if (window.isEmpty() || max.isEmpty() || amount.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(rule(fields.place(), name, scope, window.get(), max.get(), amount.get(), text));
    }

    /** The rule of these parts, for both dialects. */
    LimitRule rule(Place at, Name name, Scope scope, Window window, Bound max, Amount amount, Optional<String> text) {
        return new LimitRule(
                new RulePointer(at.pointer()),
                new LimitRule.Counter(place + " " + name.kind(), name.counter(), scope, window.length()),
                max.value(),
                max.below(),
                amount,
                text.orElseGet(() -> message(max, window, amount)));
    }

    private static String message(Bound max, Window window, Amount amount) {
        String rate = max.text() + " per " + window.word();
        return amount instanceof From from
                ? "Limit of " + rate + " on " + from.path().text() + " reached. Try again later."
                : "Rate limit of " + rate + " reached. Try again later.";
    }

    /** Two limits of one place must not share a counter and window. */
    void checkUnique(Place at, String counter, Window window) {
        String key = window.length().toSeconds() + " " + counter;
        String first = counters.putIfAbsent(key, at.pointer());
        if (first != null) {
            problems.error(
                    at,
                    "duplicate counter " + Quoted.of(counter) + " for the same window (also used at " + first + ")");
        }
    }

    private Optional<Window> window(Fields fields) {
        return fields.require("window").flatMap(node -> {
            Optional<Window> window = window(node);
            if (window.isEmpty()) {
                problems.error(
                        node.place(),
                        "window must be \"minute\", \"hour\", \"day\" or a number of seconds from 1 to "
                                + LONGEST_WINDOW);
            }
            return window;
        });
    }

    private static Optional<Window> window(SourceNode node) {
        if (node.value() instanceof JsonString word) {
            return Optional.ofNullable(WORDS.get(word.value())).map(length -> new Window(length, word.value()));
        }
        if (node.value() instanceof JsonNumber number
                && number.value().compareTo(BigDecimal.ONE) >= 0
                && number.value().compareTo(LONGEST_WINDOW) <= 0
                && number.value().stripTrailingZeros().scale() <= 0) {
            long seconds = number.value().longValueExact();
            return Optional.of(new Window(Duration.ofSeconds(seconds), seconds == 1 ? "second" : seconds + " seconds"));
        }
        return Optional.empty();
    }

    private Optional<Scope> scope(SourceNode node) {
        if (node.value() instanceof JsonString word) {
            for (Scope scope : Scope.values()) {
                if (scope.name().toLowerCase(Locale.ROOT).equals(word.value())) {
                    return Optional.of(scope);
                }
            }
        }
        problems.error(node.place(), "scope must be \"session\", \"grant\", \"agent\" or \"server\"");
        return Optional.empty();
    }

    /** {@code increment} or {@code increment_from}, else 1. */
    Optional<Amount> amount(Fields fields, String counter) {
        if (fields.has("increment") && fields.has("increment_from")) {
            fields.get("increment")
                    .ifPresent(
                            node -> problems.error(node.place(), "increment cannot be combined with increment_from"));
            return Optional.empty();
        }
        boolean asNumber = fields.get("as").map(this::asNumber).orElse(false);
        Optional<SourceNode> from = fields.get("increment_from");
        if (from.isPresent()) {
            return new PathReader(problems)
                    .read(from.get())
                    .map(path -> new From(path, asNumber, refusal(counter, path.text())));
        }
        fields.noEffect("as");
        return fields.has("increment")
                ? fields.get("increment")
                        .flatMap(node -> aboveZero("increment", node))
                        .map(b -> new Fixed(b.value()))
                : Optional.of(new Fixed(BigDecimal.ONE));
    }

    private static String refusal(String counter, String path) {
        return "Limit " + Quoted.of(counter) + " needs a number of zero or more at " + path;
    }

    private boolean asNumber(SourceNode node) {
        boolean asNumber =
                node.value() instanceof JsonString word && word.value().equals("number");
        if (!asNumber) {
            problems.error(node.place(), "as must be \"number\"");
        }
        return asNumber;
    }

    Optional<Bound> aboveZero(String key, SourceNode node) {
        if (node.value() instanceof JsonNumber number && number.value().signum() > 0) {
            return Optional.of(new Bound(number.value(), number.text(), false));
        }
        problems.error(node.place(), key + " must be a number above zero");
        return Optional.empty();
    }
}
