package dev.countersign.policy;

import dev.countersign.call.RulePointer;
import dev.countersign.call.ToolName;
import java.util.Optional;

/** Stands where neither the grant nor the server names a policy: everything is denied, nothing is hidden. */
public final class NoPolicy implements Policy {

    /** What stands for the version of a policy that is not there. */
    public static final String VERSION = "none";

    private static final Decision.Deny DENIED =
            new Decision.Deny(RulePointer.DEFAULT, "No policy is attached to this grant");

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Decision decide(CallFacts facts) {
        return DENIED;
    }

    @Override
    public Optional<Decision.Deny> refusal(CallFacts facts) {
        return Optional.of(DENIED);
    }

    @Override
    public boolean hides(ToolName tool) {
        return false;
    }

    @Override
    public boolean hidesAnything() {
        return false;
    }

    @Override
    public boolean canHold() {
        return false;
    }
}
