package dev.countersign.identity;

import java.time.Duration;

/** What came of a name and a password. */
public sealed interface LoginResult {

    /**
     * Logged in.
     *
     * @param secret the new session's id, for the browser's cookie and nowhere else
     */
    record Opened(String secret, Person person) implements LoginResult {
        @Override
        public String toString() {
            return "Opened[" + person.name() + "]";
        }
    }

    /** Unknown name or wrong password; which of them is not told. */
    record Refused() implements LoginResult {}

    /** Too many failures for this name or from this address; not even the right password is accepted until then. */
    record Throttled(Duration retryAfter) implements LoginResult {}
}
