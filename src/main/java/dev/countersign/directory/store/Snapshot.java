package dev.countersign.directory.store;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.identity.Person;
import dev.countersign.registry.Agent;
import java.util.Map;
import java.util.UUID;

/**
 * What is managed at run time, as far as calls and logins ask for it. Immutable.
 *
 * @param mark tells this state from every other: the version and the number of live tokens
 * @param agents that are not disabled
 * @param people that are not disabled
 * @param tokens live ones by their SHA-256
 * @param passwords bcrypt of people that are not disabled
 */
record Snapshot(
        String mark,
        Map<AgentName, Agent> agents,
        Map<PersonName, Person> people,
        Map<String, Token> tokens,
        Map<PersonName, String> passwords) {

    static final Snapshot NOTHING = new Snapshot("", Map.of(), Map.of(), Map.of(), Map.of());

    /** Whose it is. */
    record Token(UUID id, boolean agent, String holder) {}

    Snapshot {
        agents = Map.copyOf(agents);
        people = Map.copyOf(people);
        tokens = Map.copyOf(tokens);
        passwords = Map.copyOf(passwords);
    }

    @Override
    public String toString() {
        return "Snapshot[" + mark + "]";
    }
}
