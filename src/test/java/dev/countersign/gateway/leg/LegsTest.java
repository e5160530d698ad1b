package dev.countersign.gateway.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States of our own: they open for the very call they were made for, for a while, and show nothing. */
class LegsTest {

    private static final Leg LEG = new Leg(new ApprovalId(UUID.fromString("0d6f9d6e-6a52-4f60-9f0e-3a7d5a7a0c11")), 3);
    private static final Duration BUDGET = Duration.ofSeconds(50);

    private final Legs legs = LegScene.legs();
    private final String state = legs.seal(LEG, LegScene.DIGEST, BUDGET);

    @Test
    void shouldOpenWhenItComesBackWithTheSameCall() {
        assertThat(legs.open(state, LegScene.DIGEST)).hasValue(LEG);
    }

    @Test
    void shouldOpenOnAnyNodeOfTheDeployment() {
        assertThat(LegScene.legs().open(state, LegScene.DIGEST)).hasValue(LEG);
    }

    @Test
    void shouldShowNothingOfTheHold() {
        String raw = new String(Base64.getUrlDecoder().decode(state.substring(4)), StandardCharsets.ISO_8859_1);
        assertThat(state).startsWith("cs1.").doesNotContain(LEG.id().toString());
        assertThat(raw).doesNotContain(LEG.id().toString());
        assertThat(state).isNotEqualTo(legs.seal(LEG, LegScene.DIGEST, BUDGET));
    }

    @Test
    void shouldNotOpenWhenAnyOneCharacterWasChanged() {
        // given every state that differs in one character; the last one carries two bits that base64 does not use
        assertThat(IntStream.range(0, state.length() - 1)
                        .mapToObj(at -> state.substring(0, at)
                                + (state.charAt(at) == 'A' ? 'B' : 'A')
                                + state.substring(at + 1)))
                // then
                .allSatisfy(
                        forged -> assertThat(legs.open(forged, LegScene.DIGEST)).isEmpty());
    }

    @Test
    void shouldNotOpenWithAnotherCall() {
        Digest other = Digest.ofBytes("another call".getBytes(StandardCharsets.UTF_8));
        assertThat(legs.open(state, other)).isEmpty();
    }

    @Test
    void shouldNotOpenInAnotherDeployment() {
        assertThat(LegScene.ofAnotherDeployment().open(state, LegScene.DIGEST)).isEmpty();
    }

    @Test
    void shouldNotOpenWhenItIsOlderThanTwiceTheBudgetAndFiveMinutes() {
        assertThat(LegScene.later(Duration.ofSeconds(399)).open(state, LegScene.DIGEST))
                .hasValue(LEG);
        assertThat(LegScene.later(Duration.ofSeconds(400)).open(state, LegScene.DIGEST))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cs1.", "cs1.!", "cs2.AAAA", "cs1.AAAA", "probe-state-1"})
    void shouldNotOpenWhatIsNoState(String text) {
        assertThat(legs.open(text, LegScene.DIGEST)).isEmpty();
    }
}
