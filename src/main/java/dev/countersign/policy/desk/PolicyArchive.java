package dev.countersign.policy.desk;

import java.util.List;
import java.util.Optional;

/** Keeps every version of every policy. Blocking. */
public interface PolicyArchive {

    /** A policy that an admin put in. */
    record Entry(long id, PolicyPlace place, PolicyText text) {}

    /** Notes the policy of a file that came into force, unless it is the one that was noted last. */
    void note(PolicyPlace place, PolicyText text);

    /**
     * Adds a policy of an admin.
     *
     * @param expected the version that the newest of an admin must have; {@code none}: there must be none
     * @return the version that is there instead, or empty when it was added
     */
    Optional<String> add(PolicyPlace place, PolicyText text, String expected, PolicyAuthor by);

    /** What admins put in since an entry, the newest of each place only, in order. */
    List<Entry> since(long id);

    /** The versions of a place, newest first. */
    List<PolicyVersion> history(PolicyPlace place, int most);

    /** The text of one version. */
    Optional<PolicyText> text(PolicyPlace place, long id);
}
