package dev.countersign.admin;

import dev.countersign.policy.explain.Verdict;

/**
 * A tool that another policy would treat differently.
 *
 * @param was what can become of its calls at most, by the policy in force
 * @param now the same by the other one
 */
public record VerdictChange(String tool, Verdict was, Verdict now) {

    /** Whether calls may pass that would not have passed. */
    public boolean weaker() {
        return now.compareTo(was) < 0;
    }
}
