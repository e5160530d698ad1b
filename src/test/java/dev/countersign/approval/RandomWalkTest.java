package dev.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 10,000 held calls under random commands, legal or not. A failure prints the seed: {@code -Dseed=…} repeats it. */
class RandomWalkTest {

    private static final int WALKS = 10_000;
    private static final int STEPS = 40;
    private static final List<Command> OTHERS =
            States.COMMANDS.stream().filter(c -> !(c instanceof Command.Cast)).toList();
    private static final List<String> PEOPLE = List.of("bob", "carol", "dave", "erin", "frank");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void shouldKeepItsPromisesWhenCommandsComeInAnyOrder() {
        for (int walk = 0; walk < WALKS; walk++) {
            walk(new Quorum(1 + random.nextInt(3)));
        }
    }

    private void walk(Quorum quorum) {
        ApprovalState state = new ApprovalState.Parking();
        List<Command> taken = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Command command = command(quorum);
            ApprovalState before = state;
            try {
                state = state.on(command);
                taken.add(command);
            } catch (IllegalTransition refused) {
                assertThat(refused.status()).as(said()).isEqualTo(before.status());
            }
            assertThat(!before.status().terminal() || state == before)
                    .as("one end; " + said())
                    .isTrue();
            assertQuorumHolds(state, quorum);
        }
        assertReplayAgrees(taken, state);
    }

    private void assertQuorumHolds(ApprovalState state, Quorum quorum) {
        Set<String> voters = new HashSet<>();
        assertThat(state.votes()).as("one vote each; " + said()).allMatch(v -> voters.add(v.by().value()));
        boolean decided = quorum.decidedOn(state.votes()).isPresent();
        if (state instanceof ApprovalState.Pending || state instanceof ApprovalState.Denied) {
            assertThat(decided).as("not enough; " + said()).isFalse();
        } else if (state instanceof ApprovalState.Approved || state instanceof ApprovalState.Releasing) {
            assertThat(decided).as("enough; " + said()).isTrue();
            assertThat(quorum.counted(
                            state.votes(), quorum.decidedOn(state.votes()).orElseThrow()))
                    .as("and not more; " + said())
                    .isEqualTo(quorum.required());
        }
    }

    private void assertReplayAgrees(List<Command> taken, ApprovalState end) {
        int cut = random.nextInt(taken.size() + 1);
        ApprovalState early = fold(new ApprovalState.Parking(), taken.subList(0, cut));
        assertThat(fold(early, taken.subList(cut, taken.size()))).as(said()).isEqualTo(end);
        assertThat(fold(new ApprovalState.Parking(), taken)).as(said()).isEqualTo(end);
    }

    private static ApprovalState fold(ApprovalState from, List<Command> commands) {
        ApprovalState state = from;
        for (Command command : commands) {
            state = state.on(command);
        }
        return state;
    }

    /** Votes often, ends seldom: a walk should get somewhere. */
    private Command command(Quorum quorum) {
        if (random.nextInt(3) == 0) {
            return OTHERS.get(random.nextInt(OTHERS.size()));
        }
        String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        int kind = random.nextInt(8);
        Vote vote =
                kind == 0 ? States.denies(person) : kind < 3 ? States.approvesEdit(person) : States.approves(person);
        return new Command.Cast(vote, quorum);
    }

    private String said() {
        return "-Dseed=" + seed;
    }
}
