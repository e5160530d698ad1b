package dev.countersign.identity.local;

import dev.countersign.call.PersonName;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import java.util.Optional;
import java.util.Set;

/**
 * A person as the configuration names them.
 *
 * @param tokenSha256 the SHA-256 of the REST token, 64 hexadecimal digits; empty: no REST access
 * @param passwordHash bcrypt in the modular crypt format ({@code $2b$12$…}); empty: see {@code password}
 * @param password a plain password, outside production only; empty with no hash either: no web login
 */
public record Account(
        PersonName name,
        Optional<String> tokenSha256,
        Optional<String> passwordHash,
        Optional<String> password,
        Set<Role> roles,
        Set<String> groups,
        Optional<String> email) {

    public Account {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
    }

    Person person() {
        return new Person(name, roles, groups, email);
    }

    /** Names the person only: the rest is secret or derived from secrets. */
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
