package dev.countersign.gateway.upstream;

import dev.countersign.call.IdSource;
import java.security.SecureRandom;
import java.util.UUID;

/** Ids as in production. */
public final class RandomIds implements IdSource {

    private final SecureRandom random = new SecureRandom();

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
}
