package dev.countersign.web.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens per address and minute, in the memory of this node: tokens of 256 bits cannot be guessed, so this only
 * keeps a broken client from filling logs and processors. Bounded; thread-safe.
 */
@ApplicationScoped
class FailedTokens {

    private static final int PER_MINUTE = 600;
    private static final int ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private long minute;

    FailedTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one more; the seconds to wait when there were too many, else 0. */
    synchronized long count(String address) {
        long now = clock.instant().getEpochSecond();
        if (now / 60 != minute) {
            minute = now / 60;
            counts.clear();
        }
        if (counts.size() >= ADDRESSES && !counts.containsKey(address)) {
            return 0;
        }
        return counts.merge(address, 1, Integer::sum) > PER_MINUTE ? 60 - now % 60 : 0;
    }
}
