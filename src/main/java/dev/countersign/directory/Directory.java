package dev.countersign.directory;

import dev.countersign.audit.Actor;
import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Agents and people as admins see and change them. Every change and its audit entry are one transaction; it counts on this node at
 * once and on every other within seconds. Blocking.
 */
public interface Directory {

    /** All agents by name. */
    List<AgentEntry> agents();

    /** All people by name. */
    List<PersonEntry> people();

    /** A new agent without a grant or token. */
    void addAgent(String name, PersonName owner, Actor by) throws DirectoryException;

    /** Another owner, or the switch. */
    void changeAgent(AgentName name, PersonName owner, boolean disabled, Actor by) throws DirectoryException;

    /** Gives a server to an agent, or takes it away. */
    void grant(AgentName name, ServerName server, boolean granted, Actor by) throws DirectoryException;

    /** A new person without a token or password. */
    void addPerson(String name, PersonFacts facts, Actor by) throws DirectoryException;

    /** Other roles, groups, mail address, or the switch. Ends the person's web sessions. */
    void changePerson(PersonName name, PersonFacts facts, Actor by) throws DirectoryException;

    /**
     * Makes a password at random and ends the person's web sessions.
     *
     * @return the password, told this once
     */
    String password(PersonName name, Actor by) throws DirectoryException;

    /** Ends all web sessions of a person, of the file or not. */
    void endSessions(PersonName name, Actor by) throws DirectoryException;

    /**
     * Makes a token. Those that the holder has go on for the overlap at most, so that a new one can be put in place without a gap.
     *
     * @param key of the form or request: the same key again makes no second token
     * @param overlap zero ends the others at once
     * @return the token, told this once
     */
    Issued issue(Holder holder, String label, Duration overlap, UUID key, Actor by) throws DirectoryException;

    /** Ends a token at once. */
    void end(Holder holder, UUID token, Actor by) throws DirectoryException;

    /** A new token. */
    record Issued(UUID id, String token) {
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }
}
