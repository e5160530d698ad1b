package dev.countersign.policy.desk;

import dev.countersign.policy.PolicyProblem;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is in force at a place.
 *
 * @param version of the policy in force, {@code none} without one
 * @param text of the policy in force
 * @param loadedAt since when this node judges by it
 * @param error the first thing wrong with a newer text that was refused; while it stands, the policy is stale
 */
public record PolicyState(
        PolicyPlace place,
        String version,
        Source source,
        Optional<PolicyText> text,
        Optional<Instant> loadedAt,
        Optional<PolicyProblem> error) {

    /** Where a policy comes from. */
    public enum Source {
        /** A file that the configuration names. */
        FILE,
        /** Put there by an admin through the API. */
        API,
        /** There is none. */
        NONE;

        /** The word of the outer contract, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a newer text was refused. */
    public boolean stale() {
        return error.isPresent();
    }
}
