package dev.countersign.gateway.leg;

import dev.countersign.call.AgentName;
import dev.countersign.call.Digest;
import dev.countersign.call.ServerName;
import dev.countersign.fixtures.RandomIds;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.secrets.MasterSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One deployment's key, one call. */
public final class LegScene {

    public static final Digest DIGEST = Digest.ofBytes("one call".getBytes(StandardCharsets.UTF_8));

    private static final Instant NOW = Instant.parse("2026-07-28T12:00:00Z");

    private LegScene() {}

    public static Legs legs() {
        return legs(InstantSource.fixed(NOW), (byte) 1);
    }

    static Legs later(java.time.Duration by) {
        return legs(InstantSource.fixed(NOW.plus(by)), (byte) 1);
    }

    static Legs ofAnotherDeployment() {
        return legs(InstantSource.fixed(NOW), (byte) 2);
    }

    /** An exchange of the 2026 era without tasks. */
    public static Caller modern(int legsEnded) {
        return new Caller(
                new AgentName("bot"),
                new ServerName("bank"),
                "7",
                Optional.empty(),
                Era.MODERN,
                true,
                Optional.empty(),
                Optional.of(new Caller.Legs(DIGEST, legsEnded)));
    }

    private static Legs legs(InstantSource clock, byte key) {
        byte[] master = new byte[MasterSecrets.SIZE];
        master[0] = key;
        RandomIds random = new RandomIds();
        return new Legs(new MasterSecrets(master, random), random, clock);
    }
}
