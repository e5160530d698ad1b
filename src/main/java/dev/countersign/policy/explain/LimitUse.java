package dev.countersign.policy.explain;

import dev.countersign.policy.LimitClaim;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A limit that the call has to have room in.
 *
 * @param counter its name
 * @param readsAmount whether what the call takes is an argument: then it is not told
 * @param used what is taken, as far as somebody asked the store
 */
public record LimitUse(LimitClaim claim, String counter, boolean readsAmount, Optional<BigDecimal> used) {

    /** Whether it is known that there is no room. */
    boolean full() {
        return used.filter(taken -> !claim.fits(taken)).isPresent();
    }
}
