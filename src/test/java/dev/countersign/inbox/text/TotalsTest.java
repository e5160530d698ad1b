package dev.countersign.inbox.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {

    @Test
    void shouldAddInExactDecimalsWhenEveryCallHasTheField() {
        List<Totals.Sum> sums = Totals.of(List.of(
                "{\"amount\":0.1,\"to\":\"a\",\"n\":1}",
                "{\"amount\":0.2,\"to\":\"b\",\"n\":9007199254740993}",
                "{\"amount\":1e2,\"to\":\"c\",\"n\":0}"));

        assertThat(sums).extracting(Totals.Sum::total).containsExactly("100.3", "9007199254740994");
    }

    @Test
    void shouldSayNothingWhenACallHasNoSuchField() {
        assertThat(Totals.of(List.of("{\"amount\":1}", "{\"amount\":\"1\"}"))).isEmpty();
        assertThat(Totals.of(List.of("{\"amount\":1}", "{\"amount\":"))).isEmpty();
    }
}
