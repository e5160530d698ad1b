package dev.countersign.policy.store;

import dev.countersign.call.RulePointer;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.LimitClaim.Scope;
import java.math.BigDecimal;
import java.time.Duration;

/** Claims for tests. */
final class LimitClaims {

    private LimitClaims() {}

    static LimitClaim claim(Scope scope, String key, Duration window, String amount, String max) {
        return new LimitClaim(
                new RulePointer("/tools/t/limits/" + key.hashCode()),
                "full: " + key,
                new LimitClaim.Counter(scope, key, window),
                new BigDecimal(amount),
                new BigDecimal(max),
                false);
    }
}
