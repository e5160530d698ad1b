package dev.countersign.approval.store;

import static dev.countersign.approval.HeldInTest.OPEN;
import static dev.countersign.approval.HeldInTest.keyed;
import static dev.countersign.approval.HeldInTest.vote;
import static dev.countersign.approval.VoteDecision.APPROVE;
import static dev.countersign.approval.VoteDecision.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Approvals;
import dev.countersign.approval.Deadlines;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Holds;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Things that happen at once: the lock on one row decides, and everybody is told the same (invariants I2, I6, I7). */
@QuarkusTest
@TestProfile(BankProfile.class)
class RacesIT {

    private static final int TIMES = 5;
    private static final ReleaseDesk.FinalGate YES = candidate -> Optional.empty();

    @Inject
    Approvals approvals;

    @Inject
    Holds holds;

    @Inject
    ReleaseDesk desk;

    @Inject
    Deadlines deadlines;

    @Inject
    HeldInTest test;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @RepeatedTest(TIMES)
    void shouldHaveOneDecisionWhenTwoPeopleDecideAtOnce() throws Exception {
        Held held = test.pending(1);
        List<VoteResult> said = together(List.of(
                () -> approvals.vote(vote(held, "bob", APPROVE)), () -> approvals.vote(vote(held, "carol", DENY))));
        assertThat(said).filteredOn(VoteResult.Recorded.class::isInstance).hasSize(1);
        assertThat(said).filteredOn(VoteResult.AlreadyDecided.class::isInstance).hasSize(1);
        boolean bob = said.get(0) instanceof VoteResult.Recorded;
        assertThat(test.status(held.id())).isEqualTo(bob ? Status.APPROVED : Status.DENIED);
        test.assertAuditHasEveryStep(held.id());
    }

    @RepeatedTest(TIMES)
    void shouldCountThePersonOnceWhenTheyVoteManyTimesAtOnce() throws Exception {
        Held held = test.pending(3);
        List<VoteResult> said = together(Collections.nCopies(8, () -> approvals.vote(vote(held, "bob", APPROVE))));
        assertThat(said).filteredOn(VoteResult.Recorded.class::isInstance).hasSize(1);
        assertThat(test.view(held.id()).votes()).hasSize(1);
        test.assertAuditHasEveryStep(held.id());
    }

    @RepeatedTest(TIMES)
    void shouldAnswerAllAlikeWhenOneKeyIsUsedManyTimesAtOnce() throws Exception {
        Held held = test.pending(2);
        VoteRequest request =
                keyed(vote(held, "bob", APPROVE), UUID.randomUUID().toString(), "body");
        List<VoteResult> said = together(Collections.nCopies(6, () -> approvals.vote(request)));
        assertThat(said).allMatch(VoteResult.Recorded.class::isInstance).containsOnly(said.get(0));
        assertThat(test.view(held.id()).votes()).hasSize(1);
    }

    @RepeatedTest(TIMES)
    void shouldBeInTimeOrTooLateWhenTheVoteMeetsTheExpiry() throws Exception {
        Held held = test.pending(2);
        test.sql("update held_call set expires_at = clock_timestamp() + interval '20 milliseconds' where id = '"
                + held.id() + "'");
        List<Object> said = together(List.of(
                () -> approvals.vote(vote(held, "bob", APPROVE)),
                () -> approvals.vote(vote(held, "carol", DENY)),
                () -> deadlines.expireDue(),
                () -> deadlines.expireDue()));
        List<Object> votes = said.subList(0, 2);
        long recorded =
                votes.stream().filter(VoteResult.Recorded.class::isInstance).count();
        test.overdue(held.id()); // at the latest now
        deadlines.expireDue();
        Status end = votes.get(1) instanceof VoteResult.Recorded ? Status.DENIED : Status.EXPIRED;
        test.awaitStatus(held.id(), end);
        assertThat(test.view(held.id()).votes()).hasSize((int) recorded);
        test.assertAuditHasEveryStep(held.id());
    }

    @RepeatedTest(TIMES)
    void shouldBeSentOnceWhenTheRepeatMeetsTheRelease() throws Exception {
        // given an approved call whose first exchange is about to be cut
        Held first = test.approved();
        UUID second = UUID.randomUUID();
        // when
        List<Object> said = together(List.of(() -> desk.claim(first.id(), first.waiter(), YES), () -> {
            holds.detach(first.id(), first.waiter());
            return holds.place(first.hold(), second, OPEN).orElseThrow();
        }));
        // then the repeat waits for the same call, and one of the two exchanges has the right to send
        Holds.Placed again = (Holds.Placed) said.get(1);
        assertThat(again.id()).isEqualTo(first.id());
        boolean firstClaimed = ((Optional<?>) said.get(0)).isPresent();
        boolean secondClaimed = desk.claim(first.id(), second, YES).isPresent();
        assertThat(firstClaimed).isNotEqualTo(secondClaimed);
        test.assertAuditHasEveryStep(first.id());
    }

    @RepeatedTest(TIMES)
    void shouldAttachOneExchangeWhenTwoRepeatsComeAtOnce() throws Exception {
        Held first = test.pending(1);
        holds.detach(first.id(), first.waiter());
        List<Holds.Placed> said = together(Collections.nCopies(
                3, () -> holds.place(first.hold(), UUID.randomUUID(), OPEN).orElseThrow()));
        assertThat(said).filteredOn(Holds.Placed::attached).hasSize(1);
        assertThat(said.stream().map(Holds.Placed::id).distinct()).hasSize(3).contains(first.id());
    }

    @RepeatedTest(TIMES)
    void shouldHaveOneEndWhenTheCancellationMeetsTheDecision() throws Exception {
        Held held = test.pending(1);
        List<Object> said = together(List.of(() -> approvals.vote(vote(held, "bob", DENY)), () -> {
            holds.withdraw(held.id(), held.waiter());
            return "";
        }));
        boolean denied = said.get(0) instanceof VoteResult.Recorded;
        assertThat(test.status(held.id())).isEqualTo(denied ? Status.DENIED : Status.WITHDRAWN);
        test.assertAuditHasEveryStep(held.id());
    }

    @RepeatedTest(TIMES)
    void shouldNotBeSentWhenTheCancellationWasFasterThanTheClaim() throws Exception {
        Held held = test.approved();
        List<Object> said = together(List.of(() -> desk.claim(held.id(), held.waiter(), YES), () -> {
            holds.withdraw(held.id(), held.waiter());
            return "";
        }));
        boolean claimed = ((Optional<?>) said.get(0)).isPresent();
        assertThat(test.status(held.id())).isEqualTo(claimed ? Status.RELEASING : Status.WITHDRAWN);
        test.assertAuditHasEveryStep(held.id());
    }

    /** Runs all of it at the same moment; the answers come in the order of the actions. */
    private <T> List<T> together(List<? extends Callable<? extends T>> actions) throws Exception {
        CountDownLatch ready = new CountDownLatch(actions.size());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        for (Callable<? extends T> action : actions) {
            running.add(threads.submit(() -> {
                ready.countDown();
                start.await();
                return action.call();
            }));
        }
        ready.await();
        start.countDown();
        List<T> said = new ArrayList<>();
        for (Future<T> one : running) {
            said.add(one.get(30, TimeUnit.SECONDS));
        }
        return said;
    }
}
