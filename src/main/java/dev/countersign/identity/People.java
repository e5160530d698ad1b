package dev.countersign.identity;

import dev.countersign.call.PersonName;
import java.util.Optional;

/** The people of this deployment and how they prove who they are. */
public interface People {

    /** Who holds this REST token; compared in constant time. Empty for an unknown one. */
    Optional<Person> byToken(String bearer);

    /** The person as they are now. */
    Optional<Person> find(PersonName name);

    /** Checks a password; the same work for unknown names. Empty for every failure. Blocking (bcrypt). */
    Optional<Person> login(String name, String password);
}
