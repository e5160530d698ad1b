package dev.countersign.approval;

import static dev.countersign.approval.States.EDITED;
import static dev.countersign.approval.States.SHOWN;
import static dev.countersign.approval.States.approves;
import static dev.countersign.approval.States.approvesEdit;
import static dev.countersign.approval.States.denies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.call.PersonName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Approvals count together only when they are for the same bytes. */
class QuorumTest {

    private static final Quorum TWO = new Quorum(2);

    @Test
    void shouldBeReachedWhenEnoughPeopleApproveTheSameBytes() {
        assertThat(TWO.reachedBy(List.of(approves("bob"), approves("carol")), SHOWN))
                .isTrue();
    }

    @Test
    void shouldNotBeReachedWhenApprovalsAreForDifferentBytes() {
        List<Vote> votes = List.of(approves("bob"), approvesEdit("carol"));
        assertThat(TWO.reachedBy(votes, SHOWN)).isFalse();
        assertThat(TWO.reachedBy(votes, EDITED)).isFalse();
        assertThat(TWO.decidedOn(votes)).isEmpty();
    }

    @Test
    void shouldNotCountTheVoteWhenItDenies() {
        assertThat(TWO.counted(List.of(approves("bob"), denies("carol")), SHOWN))
                .isEqualTo(1);
    }

    @Test
    void shouldNameTheBytesOfTheMajorityWhenTheVotesStandInAnyOrder() {
        List<Vote> votes = List.of(approvesEdit("bob"), approvesEdit("carol"), approves("dave"));
        assertThat(TWO.decidedOn(votes)).contains(EDITED);
    }

    @Test
    void shouldNotCountTheEditorForTheirOwnBytesWhenFourEyesAreWanted() {
        Quorum fourEyes = new Quorum(2, Optional.of(new Quorum.Editor(new PersonName("bob"), EDITED)));
        assertThat(fourEyes.reachedBy(List.of(approvesEdit("bob"), approvesEdit("carol")), EDITED))
                .isFalse();
        assertThat(fourEyes.reachedBy(
                        List.of(approvesEdit("bob"), approvesEdit("carol"), approvesEdit("dave")), EDITED))
                .isTrue();
    }

    @Test
    void shouldCountTheEditorForTheAgentsBytesWhenFourEyesAreWanted() {
        Quorum fourEyes = new Quorum(1, Optional.of(new Quorum.Editor(new PersonName("bob"), EDITED)));
        assertThat(fourEyes.reachedBy(List.of(approves("bob")), SHOWN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 21})
    void shouldBeRefusedWhenOutOfRange(int required) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(required));
    }
}
