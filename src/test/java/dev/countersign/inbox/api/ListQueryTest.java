package dev.countersign.inbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The query parameters of a list. */
class ListQueryTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void shouldListEverythingFiftyAtATimeWhenNothingIsSaid() {
        assertThat(new ListQuery(List.of(), NONE, NONE, NONE, NONE, NONE, NONE).read())
                .isEqualTo(new ApprovalQuery(Set.of(), NONE, NONE, NONE, NONE, 50, NONE));
    }

    @Test
    void shouldPassOnWhatIsAskedWhenAllIsSaid() {
        ListQuery query = new ListQuery(
                List.of("pending", "approved"),
                Optional.of("bank"),
                Optional.of("pay"),
                Optional.of("bot"),
                Optional.of("x"),
                Optional.of("200"),
                Optional.of("c"));
        assertThat(query.problem()).isEmpty();
        assertThat(query.read())
                .isEqualTo(new ApprovalQuery(
                        Set.of(Status.PENDING, Status.APPROVED),
                        Optional.of("bank"),
                        Optional.of("pay"),
                        Optional.of("bot"),
                        Optional.of("x"),
                        200,
                        Optional.of("c")));
    }

    @Test
    void shouldTakeAnEmptyParameterForOneLeftOutWhenAFormSendsIt() {
        Optional<String> empty = Optional.of("");
        assertThat(new ListQuery(List.of(), empty, empty, empty, empty, NONE, empty).read())
                .isEqualTo(new ApprovalQuery(Set.of(), NONE, NONE, NONE, NONE, 50, NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "", "ten", "1.0", "99999999999"})
    void shouldNameTheLimitWhenItIsNone(String limit) {
        assertThat(new ListQuery(List.of(), NONE, NONE, NONE, NONE, Optional.of(limit), NONE).problem())
                .contains("limit must be a whole number from 1 to 200.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Pending", "open", "pending,approved"})
    void shouldNameTheStateWhenItIsUnknown(String state) {
        assertThat(new ListQuery(List.of("pending", state), NONE, NONE, NONE, NONE, NONE, NONE).problem())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("state \"" + state + "\" is unknown: parking, pending,")
                        .endsWith("voided and unknown are known."));
    }

    @Test
    void shouldRefuseWhatPostgresCannotTakeWhenTextHoldsNul() {
        Optional<String> nul = Optional.of("a\0b");
        assertThat(new ListQuery(List.of(), NONE, NONE, NONE, nul, NONE, NONE).problem())
                .isPresent();
        assertThat(new ListQuery(List.of(), nul, NONE, NONE, NONE, NONE, NONE).problem())
                .isPresent();
        assertThat(new ListQuery(List.of(), NONE, NONE, nul, NONE, NONE, NONE).problem())
                .isPresent();
    }

    @Test
    void shouldRefuseTheSearchWhenItIsTooLong() {
        assertThat(new ListQuery(List.of(), NONE, NONE, NONE, Optional.of("x".repeat(256)), NONE, NONE).problem())
                .isEmpty();
        assertThat(new ListQuery(List.of(), NONE, NONE, NONE, Optional.of("x".repeat(257)), NONE, NONE).problem())
                .contains("q has at most 256 characters, without U+0000.");
    }
}
