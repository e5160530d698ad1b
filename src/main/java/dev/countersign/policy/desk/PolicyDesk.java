package dev.countersign.policy.desk;

import java.util.List;
import java.util.Optional;

/** Looks at policies and changes them, for admins. What asks the archive blocks. */
public interface PolicyDesk {

    /** What is in force at a place; empty when there is no such server or grant. Never blocks. */
    Optional<PolicyState> state(PolicyPlace place);

    /** Every place that has a policy of its own. Never blocks. */
    List<PolicyState> states();

    /**
     * Puts a policy in the place of another. It is judged by from the next request on; calls that are held keep their terms and
     * meet the new policy at the final gate.
     *
     * @param expected the version that the author has seen, {@code none} when there was none
     */
    Saved save(PolicyPlace place, PolicyText text, String expected, PolicyAuthor by);

    /** The versions of a place, newest first. */
    List<PolicyVersion> history(PolicyPlace place, int most);

    /** The text of one version. */
    Optional<PolicyText> text(PolicyPlace place, long id);

    /** What one version changed against the one before it, as a unified diff; empty when there is no such version. */
    Optional<String> diff(PolicyPlace place, long id);

    /** Has somebody told of every change from now on. */
    void listen(PolicyListener listener);
}
