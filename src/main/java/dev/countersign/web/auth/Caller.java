package dev.countersign.web.auth;

import dev.countersign.identity.Person;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/**
 * Who asks, on what proof.
 *
 * @param auth method and fingerprint for the audit trail: {@code token:} or {@code session:} and 8 hexadecimal digits
 * @param session the session's secret, empty for a token
 */
public record Caller(Person person, String auth, String session) {

    static final String ATTRIBUTE = "dev.countersign.caller";

    /** The caller behind an authenticated request; anything else is a mistake of ours. */
    public static Caller of(SecurityIdentity identity) {
        return find(identity)
                .orElseThrow(() -> new IllegalStateException("asked for the caller of a request without one"));
    }

    /** The caller, empty for an anonymous request. */
    public static Optional<Caller> find(SecurityIdentity identity) {
        return Optional.ofNullable(identity.<Caller>getAttribute(ATTRIBUTE));
    }

    @Override
    public String toString() {
        return "Caller[" + person.name() + ", " + auth + "]";
    }
}
