package dev.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every command in every state: it leads exactly where {@link Transitions} says, or is refused. */
class TransitionsTest {

    @TestFactory
    Stream<DynamicTest> shouldLeadWhereTheTableSaysWhenAnyCommandMeetsAnyState() {
        return Arrays.stream(Status.values())
                .flatMap(from -> labels().stream()
                        .map(command -> DynamicTest.dynamicTest(
                                from.word() + " × " + command, () -> assertLeadsWhereTheTableSays(from, command))));
    }

    private static void assertLeadsWhereTheTableSays(Status from, String command) {
        // given what the table says
        Set<Status> said = Transitions.all().stream()
                .filter(t -> t.from() == from && t.command().equals(command))
                .map(Transitions.Transition::to)
                .collect(Collectors.toSet());
        // when every kind of the command is given
        Set<Status> reached = States.COMMANDS.stream()
                .filter(c -> c.label().equals(command))
                .flatMap(c -> after(States.ONE_OF_EACH.get(from), c).stream())
                .collect(Collectors.toSet());
        // then
        assertThat(reached).isEqualTo(said);
    }

    @Test
    void shouldHaveASampleOfEveryCommandWhenTheMatrixIsWalked() {
        assertThat(labels()).hasSameSizeAs(Command.class.getPermittedSubclasses());
        assertThat(States.ONE_OF_EACH).containsOnlyKeys(Status.values());
    }

    @Test
    void shouldHaveNoWayOutWhenAStateIsFinal() {
        assertThat(Transitions.all()).noneMatch(t -> t.from().terminal());
    }

    @Test
    void shouldHaveAWayOutWhenAStateIsNotFinal() {
        assertThat(Arrays.stream(Status.values()).filter(s -> !s.terminal()))
                .allMatch(s -> Transitions.all().stream().anyMatch(t -> t.from() == s));
    }

    @Test
    void shouldNameStateAndCommandWhenAMoveIsIllegal() {
        assertThatExceptionOfType(IllegalTransition.class)
                .isThrownBy(() -> new ApprovalState.Parking().on(new Command.Expire()))
                .withMessage("expire is not possible in state parking")
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(Status.PARKING));
    }

    @Test
    void shouldRefuseTheVoteWhenThePersonVotedBefore() {
        ApprovalState pending = States.ONE_OF_EACH.get(Status.PENDING);
        assertThatExceptionOfType(IllegalTransition.class)
                .isThrownBy(() -> pending.on(new Command.Cast(States.approves("bob"), new Quorum(2))));
    }

    private static Set<String> labels() {
        return States.COMMANDS.stream().map(Command::label).collect(Collectors.toSet());
    }

    private static Optional<Status> after(ApprovalState state, Command command) {
        try {
            return Optional.of(state.on(command).status());
        } catch (IllegalTransition refused) {
            return Optional.empty();
        }
    }
}
