package dev.countersign.policy.explain;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.RulePointer;
import dev.countersign.policy.LimitClaim;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a call is judged as it is (policy design, section 7). Values of arguments never appear.
 *
 * @param verdict what kind of answer
 * @param outcome {@code allow}, {@code deny}, {@code hold}, {@code hidden} or {@code refused} (arguments in doubtful form)
 * @param rule that decided; empty for the policy as a whole
 * @param message what the agent or the approvers read; empty where there is nothing to say
 * @param entry the {@code tools} key in use, or {@code /all_tools}; empty when neither has a say
 * @param steps what was asked, in order
 * @param approval the merged terms of a hold
 */
public record Explanation(
        Verdict verdict,
        String outcome,
        RulePointer rule,
        String message,
        String policyVersion,
        String entry,
        List<ExplainedStep> steps,
        List<LimitUse> limits,
        Optional<HoldTerms> approval) {

    public Explanation {
        steps = List.copyOf(steps);
        limits = List.copyOf(limits);
    }

    /**
     * The same with what is taken in each limit; the first without room decides.
     *
     * @param used asks the store
     */
    public Explanation with(Function<LimitClaim, BigDecimal> used) {
        List<LimitUse> asked = new ArrayList<>();
        limits.forEach(limit -> asked.add(new LimitUse(
                limit.claim(), limit.counter(), limit.readsAmount(), Optional.of(used.apply(limit.claim())))));
        Optional<LimitClaim> full =
                asked.stream().filter(LimitUse::full).map(LimitUse::claim).findFirst();
        return new Explanation(
                full.isPresent() ? Verdict.LIMIT : verdict,
                full.isPresent() ? "deny" : outcome,
                full.map(LimitClaim::rule).orElse(rule),
                full.map(LimitClaim::message).orElse(message),
                policyVersion,
                entry,
                steps,
                asked,
                full.isPresent() ? Optional.empty() : approval);
    }

    /** The text that the REST interface gives and that is kept with a held call. */
    public String toJson() {
        return new ExplanationText(this).text();
    }
}
