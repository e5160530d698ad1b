package dev.countersign.policy.rule;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.RawArguments;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ToolName;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.policy.CallFacts;
import dev.countersign.policy.Decision;
import dev.countersign.policy.Decision.Allow;
import dev.countersign.policy.Decision.Deny;
import dev.countersign.policy.Decision.Hold;
import dev.countersign.policy.DoubtfulArgumentsException;
import dev.countersign.policy.KnownTools;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.Policy;
import dev.countersign.policy.explain.ExplainedStep;
import dev.countersign.policy.explain.Explainer;
import dev.countersign.policy.explain.Explanation;
import dev.countersign.policy.explain.Verdict;
import dev.countersign.policy.rule.ToolTable.Entry;
import dev.countersign.policy.text.Quoted;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policy of one file. The order of its questions is that of the policy design, section 4: the first that answers, answers. */
public final class CompiledPolicy implements Policy {

    private static final int FITTING = 5;
    private static final RulePointer HIDE = new RulePointer("/hide");
    private static final RulePointer ALL_TOOLS = new RulePointer("/all_tools");
    private static final JsonObject NO_ARGUMENTS = new JsonObject(Map.of());

    /** Reads the arguments of a call that some rule governs. */
    @FunctionalInterface
    public interface ArgumentReader {

        /** The tree of a text that can be read in one way only. */
        JsonObject read(byte[] utf8) throws DoubtfulArgumentsException;
    }

    /**
     * What a policy has to know of its deployment.
     *
     * @param arguments how arguments are read
     * @param expiry how long a call is held whose rule does not say
     */
    public record Setting(ArgumentReader arguments, Duration expiry) {}

    private final String version;
    private final boolean defaultDeny;
    private final HideList hide;
    private final ToolTable tools;
    private final Entry others;
    private final Setting setting;

    /** Put together by the compiler. */
    public CompiledPolicy(
            String version, boolean defaultDeny, HideList hide, ToolTable tools, ToolRules all, Setting setting) {
        this.version = version;
        this.defaultDeny = defaultDeny;
        this.hide = hide;
        this.tools = tools;
        this.others = new Entry(ALL_TOOLS, all, Optional.empty());
        this.setting = setting;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean hides(ToolName tool) {
        return hide.hides(tool.value());
    }

    @Override
    public boolean hidesAnything() {
        return !hide.isEmpty();
    }

    @Override
    public Optional<Risk> risk(ToolName tool) {
        return tools.entryOf(tool.value()).flatMap(Entry::risk);
    }

    @Override
    public boolean canHold() {
        return tools.holdsAnything();
    }

    @Override
    public boolean mayHold(ToolName tool) {
        Optional<Entry> entry = tools.entryOf(tool.value());
        boolean unlisted = entry.isEmpty() && defaultDeny;
        return !unlisted
                && !hides(tool)
                && !entry.orElse(others).rules().holds().isEmpty();
    }

    @Override
    public Decision decide(CallFacts facts) throws DoubtfulArgumentsException {
        Optional<Deny> refused = refusedByName(facts);
        if (refused.isPresent()) {
            return refused.get();
        }
        Entry entry = entryFor(facts);
        ToolRules rules = entry.rules();
        if (rules.isEmpty()) {
            return new Allow(List.of());
        }
        JsonObject arguments = arguments(facts);
        return misfit(facts, entry, arguments)
                .or(() -> refusedByRule(facts, rules, arguments))
                .<Decision>map(deny -> deny)
                .orElseGet(() -> allowedOrHeld(facts, rules, arguments));
    }

    /** Step 5: what the server would refuse anyway troubles nobody. */
    private static Optional<Deny> misfit(CallFacts facts, Entry entry, JsonObject arguments) {
        ToolName tool = facts.call().tool();
        return entry.fitting()
                ? facts.tools()
                        .schema(tool)
                        .flatMap(schema -> schema.mismatch(arguments))
                        .map(why -> new Deny(
                                entry.pointer(),
                                "Arguments do not match the input schema of " + Quoted.of(tool.value()) + ": " + why))
                : Optional.empty();
    }

    @Override
    public Explanation explain(CallFacts facts) {
        Entry entry = entryFor(facts);
        Explainer explainer = new Explainer(version, entry.pointer().value());
        try {
            Decision decision = decide(facts);
            Optional<Deny> byName = refusedByName(facts);
            byName.ifPresent(deny -> explainer.add(new ExplainedStep(stepOf(facts), deny.rule(), true, List.of())));
            if (byName.isEmpty() && !entry.rules().isEmpty()) {
                explain(explainer, facts, entry, decision);
            }
            return explainer.of(decision);
        } catch (DoubtfulArgumentsException doubtful) {
            return explainer.refused(String.valueOf(doubtful.getMessage()));
        }
    }

    private void explain(Explainer explainer, CallFacts facts, Entry entry, Decision decision)
            throws DoubtfulArgumentsException {
        JsonObject arguments = arguments(facts);
        if (entry.fitting() && facts.tools().schema(facts.call().tool()).isPresent()) {
            boolean fired = misfit(facts, entry, arguments).isPresent();
            explainer.add(new ExplainedStep(FITTING, entry.pointer(), fired, List.of()));
        }
        RuleSteps.rules(explainer, entry.rules(), arguments);
        RuleSteps.limits(explainer, entry.rules().limits(), decision.claims());
    }

    /** Which of the steps that look at the name only has refused. */
    private int stepOf(CallFacts facts) {
        if (hide.hides(facts.call().tool().value())) {
            return 1;
        }
        return disguised(facts.call().tool(), facts.tools()) ? 2 : 3;
    }

    private boolean disguised(ToolName tool, KnownTools list) {
        return !tools.names(tool.value())
                && !list.lists(tool)
                && lookAlike(tool.value()).isPresent();
    }

    @Override
    public Verdict outlook(ToolName tool, KnownTools list) {
        if (hide.hides(tool.value())) {
            return Verdict.HIDE;
        }
        Optional<Entry> entry = tools.entryOf(tool.value());
        ToolRules rules = entry.orElse(others).rules();
        if (disguised(tool, list) || (defaultDeny && entry.isEmpty()) || rules.deniesAlways()) {
            return Verdict.DENY;
        }
        if (!rules.holds().isEmpty()) {
            return Verdict.HOLD;
        }
        return rules.limits().isEmpty() ? Verdict.ALLOW : Verdict.LIMIT;
    }

    private static Optional<Deny> refusedByRule(CallFacts facts, ToolRules rules, JsonObject arguments) {
        return rules.refusal(facts.call().tool().value(), arguments).or(() -> rules.unusableAmount(arguments));
    }

    private Decision allowedOrHeld(CallFacts facts, ToolRules rules, JsonObject arguments) {
        List<LimitClaim> claims = claims(facts, rules, arguments);
        Optional<HoldTerms> terms = rules.held(arguments, setting.expiry(), version);
        return terms.<Decision>map(held -> new Hold(held, claims)).orElseGet(() -> new Allow(claims));
    }

    @Override
    public Optional<Deny> refusal(CallFacts facts) throws DoubtfulArgumentsException {
        Optional<Deny> refused = refusedByName(facts);
        if (refused.isPresent()) {
            return refused;
        }
        ToolRules rules = entryFor(facts).rules();
        return rules.denies().isEmpty()
                ? Optional.empty()
                : rules.refusal(facts.call().tool().value(), arguments(facts));
    }

    /** Steps 1 to 3. */
    private Optional<Deny> refusedByName(CallFacts facts) {
        ToolName tool = facts.call().tool();
        String name = tool.value();
        if (hide.hides(name)) {
            return Optional.of(new Deny(HIDE, "Tool " + Quoted.of(name) + " is hidden by policy"));
        }
        if (!tools.names(name) && !facts.tools().lists(tool)) {
            Optional<RulePointer> guarded = lookAlike(name);
            if (guarded.isPresent()) {
                return guarded.map(rule -> notPermitted(rule, name));
            }
        }
        return defaultDeny && tools.entryOf(name).isEmpty()
                ? Optional.of(notPermitted(RulePointer.DEFAULT, name))
                : Optional.empty();
    }

    private Optional<RulePointer> lookAlike(String name) {
        String fold = NameFold.of(name);
        return hide.looksHidden(fold) ? Optional.of(HIDE) : tools.lookAlike(fold);
    }

    private static Deny notPermitted(RulePointer rule, String name) {
        return new Deny(rule, "Tool " + Quoted.of(name) + " is not permitted by policy");
    }

    private Entry entryFor(CallFacts facts) {
        return tools.entryOf(facts.call().tool().value()).orElse(others);
    }

    private JsonObject arguments(CallFacts facts) throws DoubtfulArgumentsException {
        RawArguments raw = facts.call().arguments();
        return raw.isAbsent() ? NO_ARGUMENTS : setting.arguments().read(raw.bytes());
    }

    private static List<LimitClaim> claims(CallFacts facts, ToolRules rules, JsonObject arguments) {
        List<LimitClaim> claims = new ArrayList<>(rules.limits().size());
        for (LimitRule limit : rules.limits()) {
            BigDecimal amount = limit.amount()
                    .of(arguments)
                    .orElseThrow(() -> new IllegalStateException("the amount was usable a moment ago"));
            claims.add(limit.claim(facts, amount));
        }
        return claims;
    }
}
