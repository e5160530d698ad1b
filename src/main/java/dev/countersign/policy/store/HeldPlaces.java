package dev.countersign.policy.store;

import java.time.Duration;

/** How long the place of a call counts. */
final class HeldPlaces {

    /** A held call ends within this time after its expiry; only the places of calls that a dying node lost need it. */
    private static final Duration GRACE = Duration.ofHours(1);

    private HeldPlaces() {}

    /** One window, and longer when the call may be held longer. */
    static Duration countFor(Duration window, Duration heldFor) {
        Duration held = heldFor.isZero() ? heldFor : heldFor.plus(GRACE);
        return window.compareTo(held) >= 0 ? window : held;
    }
}
