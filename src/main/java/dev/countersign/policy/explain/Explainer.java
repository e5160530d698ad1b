package dev.countersign.policy.explain;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.RulePointer;
import dev.countersign.policy.Decision;
import dev.countersign.policy.Decision.Deny;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts an explanation together beside a decision: the decision itself is made elsewhere, and only told here. */
public final class Explainer {

    private static final RulePointer HIDE = new RulePointer("/hide");

    private final String version;
    private final String entry;
    private final List<ExplainedStep> steps = new ArrayList<>();
    private final List<LimitUse> limits = new ArrayList<>();

    /**
     * Starts without any step.
     *
     * @param version of the policy
     * @param entry the key in use
     */
    public Explainer(String version, String entry) {
        this.version = version;
        this.entry = entry;
    }

    /** Adds a step. */
    public void add(ExplainedStep step) {
        steps.add(step);
    }

    /** Adds a limit. */
    public void add(LimitUse limit) {
        limits.add(limit);
    }

    /** The arguments can be read in two ways. */
    public Explanation refused(String message) {
        return explanation(Verdict.DENY, "refused", RulePointer.WHOLE, message, Optional.empty());
    }

    /** This is what was decided. */
    public Explanation of(Decision decision) {
        return decision.fold(
                allow -> explanation(
                        allow.claims().isEmpty() ? Verdict.ALLOW : Verdict.LIMIT,
                        "allow",
                        RulePointer.WHOLE,
                        "",
                        Optional.empty()),
                this::denied,
                hold -> explanation(
                        Verdict.HOLD, "hold", hold.terms().rule(), hold.terms().message(), Optional.of(hold.terms())));
    }

    private Explanation denied(Deny deny) {
        boolean hidden = deny.rule().equals(HIDE);
        return explanation(
                hidden ? Verdict.HIDE : Verdict.DENY,
                hidden ? "hidden" : "deny",
                deny.rule(),
                deny.message(),
                Optional.empty());
    }

    private Explanation explanation(
            Verdict verdict, String outcome, RulePointer rule, String message, Optional<HoldTerms> approval) {
        return new Explanation(verdict, outcome, rule, message, version, entry, steps, limits, approval);
    }
}
