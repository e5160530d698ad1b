package dev.countersign.identity;

import dev.countersign.call.PersonName;
import java.util.Optional;
import java.util.Set;

/**
 * A person as they are now.
 *
 * @param groups for rules that narrow who may decide
 */
public record Person(PersonName name, Set<Role> roles, Set<String> groups, Optional<String> email) {

    public Person {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
