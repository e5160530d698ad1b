package dev.countersign.gateway.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gateway.budget.ClientProfiles;
import dev.countersign.gateway.budget.HoldBudgets;
import dev.countersign.gateway.budget.LearnedPatience;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long one exchange is held, in seconds (protocol design, section 8). */
class HoldBudgetsTest {

    @ParameterizedTest(name = "configured {0}, progress {1}, stream {2}, expires in {3} s: {4} s")
    @CsvSource({
        // AUTO: safely below what common clients bear, or as long as it takes for one that asked for progress
        "     , false, true , 3600, 50",
        "     , true , true , 3600, 3605",
        // without a stream no heartbeat keeps the connection: 20 s at most, whatever is configured
        "     , false, false, 3600, 20",
        "     , true , false, 3600, 20",
        "300  , false, false, 3600, 20",
        "10   , false, false, 3600, 10",
        // configured
        "300  , false, true , 3600, 300",
        "300  , true , true , 3600, 300",
        // the call expires before: its agent hears 'expired', not 'pending'
        "300  , false, true , 60  , 65",
        "     , false, true , 50  , 55",
        "     , false, true , 5   , 10"
    })
    void shouldBeTheSmallestThatHoldsWhenSeveralApply(
            Long configured, boolean progress, boolean streaming, long untilExpiry, long expected) {
        Scene scene = new Scene();
        scene.budget = Optional.ofNullable(configured).map(Duration::ofSeconds);
        assertThat(new HoldBudgets(scene, new LearnedPatience((key, gap) -> {}), new ClientProfiles())
                        .of(
                                Scene.request(streaming, progress).caller(),
                                Duration.ofSeconds(untilExpiry),
                                Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(expected));
    }
}
