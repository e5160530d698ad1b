package dev.countersign.policy.store;

import dev.countersign.policy.LimitClaim;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Places in the memory of this node, for limits of single sessions. Any thread; one lock, held for microseconds. */
public final class MemoryLimits {

    /** After so many takings everything that counts no more is thrown away. */
    private static final int SWEEP_EVERY = 1_000;

    private final InstantSource clock;
    private final Map<String, List<Place>> counters = new HashMap<>();
    private int taken;

    /** Starts empty. */
    public MemoryLimits(InstantSource clock) {
        this.clock = clock;
    }

    private record Place(UUID call, BigDecimal amount, Duration window, Instant countsUntil) {}

    /**
     * Takes a place in every limit, or in none.
     *
     * @return empty when all were taken, else the first without room
     */
    public synchronized Optional<LimitClaim> take(UUID call, List<LimitClaim> claims, Duration heldFor) {
        Instant now = clock.instant();
        for (LimitClaim claim : claims) {
            if (!claim.fits(used(claim.key(), now))) {
                return Optional.of(claim);
            }
        }
        for (LimitClaim claim : claims) {
            Instant until = now.plus(HeldPlaces.countFor(claim.window(), heldFor));
            counters.computeIfAbsent(claim.key(), key -> new ArrayList<>())
                    .add(new Place(call, claim.amount(), claim.window(), until));
        }
        if (++taken % SWEEP_EVERY == 0) {
            sweep(now);
        }
        return Optional.empty();
    }

    /** What is taken in a counter now. */
    public synchronized BigDecimal used(LimitClaim claim) {
        return used(claim.key(), clock.instant());
    }

    private BigDecimal used(String key, Instant now) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Place place : counters.getOrDefault(key, List.of())) {
            sum = place.countsUntil().isAfter(now) ? sum.add(place.amount()) : sum;
        }
        return sum;
    }

    /** Lets the places of a call count one window from now. */
    public synchronized void touch(UUID call) {
        Instant now = clock.instant();
        counters.values()
                .forEach(places -> places.replaceAll(place -> place.call().equals(call)
                        ? new Place(call, place.amount(), place.window(), now.plus(place.window()))
                        : place));
    }

    /** Frees the places of a call. */
    public synchronized void giveBack(UUID call) {
        counters.values()
                .forEach(places -> places.removeIf(place -> place.call().equals(call)));
    }

    private void sweep(Instant now) {
        for (Iterator<List<Place>> all = counters.values().iterator(); all.hasNext(); ) {
            List<Place> places = all.next();
            places.removeIf(place -> !place.countsUntil().isAfter(now));
            if (places.isEmpty()) {
                all.remove();
            }
        }
    }
}
