package dev.countersign.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.list.Turn;
import dev.countersign.call.Risk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListAddressTest {

    @Test
    void shouldReadFiltersAndNothingElse() {
        // when
        ListAddress address = ListAddress.of(
                "/inbox",
                Map.of(
                        "q", List.of(" a b "),
                        "risk", List.of("financial"),
                        "to", List.of("2026-11-20"),
                        "evil", List.of("x")));

        // then
        assertThat(address.filter().text()).contains("a b");
        assertThat(address.filter().risk()).contains(Risk.FINANCIAL);
        assertThat(address.filter().to()).contains(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(address.at("/history")).isEqualTo("/history?q=a+b&risk=financial&to=2026-11-20");
    }

    @Test
    void shouldKeepTheFiltersWhenALaneIsTurned() {
        ListAddress address = ListAddress.of("/inbox", Map.of("q", List.of("x"), "page", List.of("2")));

        assertThat(address.page(Turn.NEEDS_ME)).isEqualTo(2);
        assertThat(address.page(Turn.WAITING, 1)).isEqualTo("/inbox?page=2&q=x&waiting-page=1");
        assertThat(address.filtered()).isTrue();
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(ListAddress.of("/inbox", Map.of("from", List.of("yesterday")))
                        .problem())
                .isPresent();
        assertThat(ListAddress.of("/inbox", Map.of("risk", List.of("none"))).problem())
                .isPresent();
        assertThat(ListAddress.of("/inbox", Map.of("q", List.of("x".repeat(257))))
                        .problem())
                .isPresent();
        assertThat(ListAddress.of("/inbox", Map.of("page", List.of("-1"))).problem())
                .isEmpty();
    }
}
