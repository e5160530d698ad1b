package dev.countersign.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.ServerName;
import dev.countersign.registry.Server;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerWatchTest {

    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Neither shorter nor longer. */
    private static final double MIDDLE = 0.5;

    private final ServerWatch watch = new ServerWatch(
            new Server(new ServerName("bank"), new Server.Http(URI.create("http://127.0.0.1:9/mcp"), Map.of())),
            REFRESH);

    @Test
    void shouldBeDueAtOnceAndThenAfterTheRegularPause() {
        // given, when
        assertThat(watch.isDue(START)).isTrue();
        watch.begin(START, MIDDLE);
        assertThat(watch.isDue(START.plus(REFRESH))).isFalse(); // one at a time
        watch.had(START);

        // then
        assertThat(watch.isDue(START.plus(REFRESH).minusSeconds(1))).isFalse();
        assertThat(watch.isDue(START.plus(REFRESH))).isTrue();
    }

    @Test
    void shouldBeAskedLaterEachTimeButNoLaterThanRegularlyWhenItFails() {
        Instant now = START;
        for (long pause : new long[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            // when
            watch.begin(now, MIDDLE);
            watch.failed(now, "it is away", MIDDLE);

            // then
            assertThat(watch.isDue(now.plusSeconds(pause).minusMillis(1))).isFalse();
            assertThat(watch.isDue(now.plusSeconds(pause))).isTrue();
            now = now.plusSeconds(pause);
        }
        assertThat(watch.listing().problem()).contains("it is away");
    }

    @Test
    void shouldKeepItsPauseWithinAFifthOfWhatIsConfigured() {
        watch.begin(START, 1);
        watch.had(START);
        assertThat(watch.isDue(START.plusSeconds(359))).isFalse();
        assertThat(watch.isDue(START.plusSeconds(360))).isTrue();
    }

    @Test
    void shouldBeAskedSoonWhenItSaysThatItsListHasChangedButNotAllTheTime() {
        // given a list that was just had
        watch.begin(START, MIDDLE);
        watch.had(START);

        // when
        watch.changed();

        // then
        assertThat(watch.isDue(START.plusMillis(1_999))).isFalse();
        assertThat(watch.isDue(START.plusSeconds(2))).isTrue();
    }

    @Test
    void shouldForgetTheProblemAndTheLongPauseWhenTheListIsHadAgain() {
        // given
        watch.begin(START, MIDDLE);
        watch.failed(START, "it is away", MIDDLE);

        // when
        watch.begin(START.plusSeconds(5), MIDDLE);
        watch.had(START.plusSeconds(5));

        // then
        assertThat(watch.listing().problem()).isEmpty();
        assertThat(watch.listing().listedAt()).contains(START.plusSeconds(5));
        assertThat(watch.failures()).isZero();
    }
}
