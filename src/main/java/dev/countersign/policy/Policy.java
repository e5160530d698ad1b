package dev.countersign.policy;

import dev.countersign.call.Risk;
import dev.countersign.call.ToolName;
import dev.countersign.policy.explain.Explainer;
import dev.countersign.policy.explain.Explanation;
import dev.countersign.policy.explain.Verdict;
import java.util.Optional;

/** One policy, compiled: immutable, evaluated in memory, safe for any thread. */
public interface Policy {

    /** {@code sha256:} and the SHA-256 of the file's bytes in hexadecimal; {@code none} where there is no policy. */
    String version();

    /** Judges a call: steps 0 to 9 of the policy design, section 4, with the limits left to be claimed. */
    Decision decide(CallFacts facts) throws DoubtfulArgumentsException;

    /**
     * The final gate before a release: steps 0 to 3 and 6. A rule that would no longer hold, or a new limit, changes nothing.
     *
     * @return the refusal that now stands against the call, or empty
     */
    Optional<Decision.Deny> refusal(CallFacts facts) throws DoubtfulArgumentsException;

    /**
     * Why a call is judged as it is. Without any effect; what is taken in limits is not asked.
     *
     * @see Explanation#with
     */
    default Explanation explain(CallFacts facts) {
        Explainer explainer = new Explainer(version(), "");
        try {
            return explainer.of(decide(facts));
        } catch (DoubtfulArgumentsException doubtful) {
            return explainer.refused(String.valueOf(doubtful.getMessage()));
        }
    }

    /**
     * What the policy can do to calls of a tool at most, whatever their arguments.
     *
     * @param tools the server's list, for look-alikes
     */
    default Verdict outlook(ToolName tool, KnownTools tools) {
        return Verdict.DENY;
    }

    /** Whether {@code tools/list} must not show this tool. */
    boolean hides(ToolName tool);

    /** Whether anything is cut from {@code tools/list}; if not, lists pass untouched. */
    boolean hidesAnything();

    /** The class that the policy gives a tool, whatever its words say; empty where it gives none. */
    default Optional<Risk> risk(ToolName tool) {
        return Optional.empty();
    }

    /** Whether some rule can hold a call. */
    boolean canHold();

    /** Whether some rule can hold a call of this tool. */
    default boolean mayHold(ToolName tool) {
        return canHold() && !hides(tool);
    }
}
