package dev.countersign.directory;

import dev.countersign.identity.Role;
import java.util.Set;

/**
 * What an admin says of a person.
 *
 * @param email empty when there is none
 */
public record PersonFacts(Set<Role> roles, Set<String> groups, String email, boolean disabled) {

    private static final int MOST_GROUPS = 64;
    private static final int LONGEST_GROUP = 128;
    private static final int LONGEST_EMAIL = 254;

    public PersonFacts {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
    }

    /** Refuses what cannot be kept. */
    public void check() throws DirectoryException {
        if (groups.size() > MOST_GROUPS
                || groups.stream().anyMatch(group -> group.isBlank() || group.length() > LONGEST_GROUP)) {
            throw DirectoryException.invalid(
                    "A person has at most " + MOST_GROUPS + " groups of at most " + LONGEST_GROUP + " characters.");
        }
        if (!email.isEmpty()
                && (email.length() > LONGEST_EMAIL || !email.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+"))) {
            throw DirectoryException.invalid("This is no mail address: name@host is.");
        }
    }
}
