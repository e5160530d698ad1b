package dev.countersign.approval.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.Session;

/** The database's clock: it alone judges expiry (invariant I10). */
@ApplicationScoped
public class DatabaseClock {

    private final Session entities;

    DatabaseClock(Session entities) {
        this.entities = entities;
    }

    /** The time of this statement, not of the transaction's start: a vote may have waited for the row's lock. */
    public Instant now() {
        return entities.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }
}
