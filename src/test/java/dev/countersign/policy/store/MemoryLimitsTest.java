package dev.countersign.policy.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.LimitClaim.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryLimitsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryLimits limits = new MemoryLimits(() -> now);

    @Test
    void shouldFreeAPlaceExactlyOneWindowLater() {
        // given the only place taken
        LimitClaim claim = claim("k", "1", "1");
        assertThat(limits.take(id(1), List.of(claim), Duration.ZERO)).isEmpty();

        // when, then
        now = now.plus(MINUTE).minusNanos(1);
        assertThat(limits.take(id(2), List.of(claim), Duration.ZERO)).contains(claim);
        now = now.plusNanos(1);
        assertThat(limits.take(id(3), List.of(claim), Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldTakeNoPlaceWhenOneLimitHasNoRoom() {
        LimitClaim full = claim("full", "2", "1");
        LimitClaim other = claim("other", "1", "1");

        assertThat(limits.take(id(1), List.of(other, full), Duration.ZERO)).contains(full);

        assertThat(limits.take(id(2), List.of(other), Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldAddExactDecimals() {
        LimitClaim tenth = claim("k", "0.1", "0.3");
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(id(i), List.of(tenth), Duration.ZERO)).isEmpty();
        }
        assertThat(limits.take(id(4), List.of(claim("k", "1e-9", "0.3")), Duration.ZERO))
                .isPresent();
        assertThat(limits.take(id(5), List.of(claim("k", "0", "0.3")), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void shouldKeepThePlaceOfAHeldCallUntilItIsReleasedAndOneWindowMore() {
        // given a call held longer than the window
        LimitClaim claim = claim("k", "1", "1");
        limits.take(id(1), List.of(claim), Duration.ofHours(1));
        now = now.plus(Duration.ofMinutes(59));
        assertThat(limits.take(id(2), List.of(claim), Duration.ZERO)).isPresent();

        // when it is released
        limits.touch(id(1));

        // then its window begins now
        now = now.plus(MINUTE).minusMillis(1);
        assertThat(limits.take(id(3), List.of(claim), Duration.ZERO)).isPresent();
        now = now.plusMillis(1);
        assertThat(limits.take(id(4), List.of(claim), Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldGiveAllPlacesOfACallBack() {
        LimitClaim claim = claim("k", "1", "1");
        limits.take(id(1), List.of(claim), Duration.ZERO);

        limits.giveBack(id(1));

        assertThat(limits.take(id(2), List.of(claim), Duration.ZERO)).isEmpty();
    }

    private static LimitClaim claim(String key, String amount, String max) {
        return LimitClaims.claim(Scope.SESSION, key, MINUTE, amount, max);
    }

    private static UUID id(int n) {
        return new UUID(0, n);
    }
}
