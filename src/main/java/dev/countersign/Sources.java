package dev.countersign;

import dev.countersign.call.IdSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;

/** The only places where time and chance enter; everything else has them injected. */
@Singleton
final class Sources {

    /** Time for records and measurements. Expiry is never judged by it: that is the database clock's. */
    @Produces
    @Singleton
    InstantSource instants() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    IdSource ids() {
        SecureRandom random = new SecureRandom();
        return new IdSource() {
            @Override
            public UUID uuid() {
                return UUID.randomUUID();
            }

            @Override
            public byte[] bytes(int count) {
                byte[] bytes = new byte[count];
                random.nextBytes(bytes);
                return bytes;
            }
        };
    }
}
