package dev.countersign.gateway.leg;

import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.IdSource;
import dev.countersign.gateway.protocol.RequestState;
import dev.countersign.secrets.DeploymentSecrets;
import dev.countersign.secrets.Purpose;
import dev.countersign.secrets.SecretBox;
import dev.countersign.secrets.SecretsException;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and reads the states that clients bring back. A state is sealed with AES-256-GCM under a key that only this deployment has, for
 * one digest: one agent, server, tool and text of arguments. Changed, brought by another agent or with another call, it does not open.
 */
@Singleton
public final class Legs {

    /** Clients give up after ten rounds, so that the tenth answer has to be one that they can tell. */
    public static final int MOST = 9;

    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final int SIZE = 2 * Long.BYTES + Integer.BYTES + Long.BYTES;

    /** Longer than any of ours. */
    private static final int LONGEST_TEXT = 512;

    private final SecretBox box;
    private final InstantSource clock;

    Legs(DeploymentSecrets secrets, IdSource ids, InstantSource clock) {
        this.box = SecretBox.of(secrets.key(Purpose.REQUEST_STATE), ids);
        this.clock = clock;
    }

    /**
     * The state for the next leg.
     *
     * @param digest of the call that it is for
     * @param budget of one leg: the state opens for twice that and five minutes
     */
    public String seal(Leg leg, Digest digest, Duration budget) {
        UUID id = leg.id().value();
        Instant until = clock.instant().plus(budget.multipliedBy(2)).plus(GRACE);
        byte[] content = ByteBuffer.allocate(SIZE)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(leg.number())
                .putLong(until.toEpochMilli())
                .array();
        return RequestState.PREFIX
                + Base64.getUrlEncoder().withoutPadding().encodeToString(box.close(place(digest), content));
    }

    /** What the state says; empty when it is not ours, not for this call, changed, or too old. */
    public Optional<Leg> open(String state, Digest digest) {
        if (!RequestState.isOurs(state) || state.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(state.substring(RequestState.PREFIX.length()));
            return read(ByteBuffer.wrap(box.open(place(digest), sealed)));
        } catch (IllegalArgumentException | SecretsException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<Leg> read(ByteBuffer content) {
        if (content.remaining() != SIZE) {
            return Optional.empty();
        }
        ApprovalId id = new ApprovalId(new UUID(content.getLong(), content.getLong()));
        Leg leg = new Leg(id, content.getInt());
        boolean inTime = clock.instant().isBefore(Instant.ofEpochMilli(content.getLong()));
        return inTime ? Optional.of(leg) : Optional.empty();
    }

    private static String place(Digest digest) {
        return RequestState.PREFIX + digest.value();
    }
}
