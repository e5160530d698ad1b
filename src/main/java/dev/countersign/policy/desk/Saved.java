package dev.countersign.policy.desk;

import dev.countersign.policy.PolicyProblem;
import java.util.List;

/** What became of a policy that an admin put in. */
public sealed interface Saved {

    /** It is in force here, and within seconds on every node. */
    record Done(PolicyState state) implements Saved {}

    /** There is no such server, or no such grant. */
    record NoSuchPlace() implements Saved {}

    /** A file names the policy of this place: edit the file. */
    record NamedByFile() implements Saved {}

    /**
     * Somebody was faster.
     *
     * @param version what is in force now
     */
    record Changed(String version) implements Saved {}

    /**
     * It cannot be used.
     *
     * @param problems all errors, in order of position
     */
    record Refused(List<PolicyProblem> problems) implements Saved {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
