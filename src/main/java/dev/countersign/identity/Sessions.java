package dev.countersign.identity;

import dev.countersign.audit.Actor;
import dev.countersign.call.PersonName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Web sessions of people, kept on the server so that they can be ended there. Blocking. */
public interface Sessions {

    /**
     * Checks name and password, opens a session under a new id and records the login, or the failure, in the audit trail.
     *
     * @param address where the request came from, for throttling
     */
    LoginResult login(String name, String password, String address);

    /**
     * The live session behind a cookie; empty for an unknown, idle, too old or ended one, and when the person is gone.
     *
     * @param secret the cookie's value
     * @param use whether a person did something, which keeps the session alive; live updates do not
     */
    Optional<Session> find(String secret, boolean use);

    /** How long ago the person logged in under this cookie; empty when there is no live session. */
    Optional<Duration> age(String secret);

    /** Ends the session at once and for every node; without effect when there is none. */
    void end(String secret);

    /** Who is logged in now. */
    Map<PersonName, Open> open();

    /** Ends all sessions of a person at once and for every node, and records it in the audit trail where there was one. */
    void endAll(PersonName person, Actor by);

    /**
     * The live sessions of a person.
     *
     * @param lastUsed when they last did something
     */
    record Open(int sessions, Instant lastUsed) {}

    /**
     * A live session.
     *
     * @param person as they are now, not as they were at the login
     * @param fingerprint the first 8 hexadecimal digits of the stored hash, for the audit trail
     */
    record Session(Person person, String fingerprint) {
        public PersonName name() {
            return person.name();
        }
    }
}
