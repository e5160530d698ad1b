package dev.countersign.approval.store;

import static dev.countersign.approval.HeldInTest.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Approvals;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Holds;
import dev.countersign.approval.NewHold;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.call.ApprovalId;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Waiting: park, attach, detach, withdraw, delivered (architecture design, section 4). */
@QuarkusTest
@TestProfile(BankProfile.class)
class StoredHoldsIT {

    @Inject
    Holds holds;

    @Inject
    Approvals approvals;

    @Inject
    HeldInTest test;

    @Test
    void shouldBecomeDecidableWhenItsRecordCameBackFromKafka() {
        Held held = test.place(test.hold("bot", HeldInTest.arguments(), 1));
        test.awaitStatus(held.id(), Status.PENDING);
        assertThat(test.view(held.id()).attached()).isTrue();
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldKeepTheArgumentsByteForByteWhenParked() {
        String odd = "{ \"b\":1.10e0,\t\"a\":\"\\u00e9é\",\"note\":\"" + UUID.randomUUID() + "\" }";
        Held held = test.place(test.hold("bot", odd, 1));
        assertThat(test.view(held.id()).argumentsText()).isEqualTo(odd);
    }

    @Test
    void shouldLeaveNothingBehindWhenTheDoorIsClosed() {
        NewHold hold = test.hold("bot", HeldInTest.arguments(), 1);
        Holds.Door closed = new Holds.Door() {
            @Override
            public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
                return true;
            }

            @Override
            public boolean mayEnter(ApprovalId id) {
                return false;
            }

            @Override
            public void entered(ApprovalId id) {
                throw new AssertionError("nothing may enter");
            }
        };
        assertThat(holds.place(hold, UUID.randomUUID(), closed)).isEmpty();
        assertThat(test.ask("select count(*) from held_call where digest = '"
                        + hold.call().digest() + "'"))
                .isEqualTo("0");
    }

    @Test
    void shouldAttachWhenTheEarlierExchangeHasGone() {
        // given
        Held first = test.pending(1);
        holds.detach(first.id(), first.waiter());
        assertThat(test.view(first.id()).attached()).isFalse();
        // when
        Holds.Placed again = holds.place(first.hold(), UUID.randomUUID(), OPEN).orElseThrow();
        // then
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.attached()).isTrue();
        assertThat(again.status()).isEqualTo(Status.PENDING);
        assertThat(test.view(first.id()).attached()).isTrue();
    }

    @Test
    void shouldAttachWhenTheNodeOfTheEarlierExchangeIsDead() {
        Held first = test.pending(1);
        test.sql("update held_call set waiter_node = 'gone' where id = '" + first.id() + "'");
        assertThat(test.view(first.id()).attached()).isFalse();
        assertThat(test.place(first.hold()).id()).isEqualTo(first.id());
    }

    @Test
    void shouldHoldAnewAndNameBothWhenTheEarlierExchangeStillWaits() {
        Held first = test.pending(1);
        Held second = test.place(first.hold());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(test.view(first.id()).sameAs()).containsExactly(second.id());
        assertThat(test.view(second.id()).sameAs()).containsExactly(first.id());
    }

    @Test
    void shouldNameTheEarlierHoldAndParkNothingWhenItIsNotCertainWhoWaitsForIt() {
        Held first = test.pending(1);
        List<ApprovalId> asked = new ArrayList<>();
        Holds.Door uncertain = new Holds.Door() {
            @Override
            public boolean mayEnter(ApprovalId id) {
                throw new AssertionError("nothing may enter");
            }

            @Override
            public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
                asked.add(earlier);
                return false;
            }

            @Override
            public void entered(ApprovalId id) {
                throw new AssertionError("nothing may enter");
            }
        };
        assertThat(holds.place(first.hold(), UUID.randomUUID(), uncertain)).isEmpty();
        assertThat(asked).containsExactly(first.id());
        assertThat(test.view(first.id()).sameAs()).isEmpty();
    }

    @Test
    void shouldHoldAnewWhenAnotherAgentMakesTheSameCall() {
        String arguments = HeldInTest.arguments();
        Held first = test.pending(test.hold("bot", arguments, 1));
        holds.detach(first.id(), first.waiter());
        assertThat(test.place(test.hold("bot2", arguments, 1)).id()).isNotEqualTo(first.id());
    }

    @Test
    void shouldGiveTheEndAgainWhenItWasNeverDelivered() {
        Held first = test.pending(1);
        approvals.vote(HeldInTest.vote(first, "bob", VoteDecision.DENY));
        holds.detach(first.id(), first.waiter());
        Holds.Placed again = holds.place(first.hold(), UUID.randomUUID(), OPEN).orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.status()).isEqualTo(Status.DENIED);
        assertThat(holds.ending(first.id()))
                .hasValueSatisfying(end -> assertThat(end.comment()).isEqualTo("because"));
    }

    /** A node that died behind the record and before the answer keeps its lease for a while. */
    @Test
    void shouldGiveTheEndAgainWhenItsNodeShouldHaveToldItLongAgo() {
        Held first = test.pending(1);
        approvals.vote(HeldInTest.vote(first, "bob", VoteDecision.DENY));
        assertThat(test.place(first.hold()).id()).isNotEqualTo(first.id());
        test.sql("update held_call set ended_at = clock_timestamp() - interval '4 seconds' where id = '" + first.id()
                + "'");
        assertThat(test.place(first.hold()).id()).isEqualTo(first.id());
    }

    @Test
    void shouldHoldAnewWhenTheEndWasDelivered() {
        Held first = test.pending(1);
        approvals.vote(HeldInTest.vote(first, "bob", VoteDecision.DENY));
        holds.delivered(first.id(), first.waiter());
        Held again = test.place(first.hold());
        assertThat(again.id()).isNotEqualTo(first.id());
        test.assertAuditHasEveryStep(first.id());
    }

    @Test
    void shouldExpireWhenTheRepeatComesTooLate() {
        Held first = test.pending(1);
        holds.detach(first.id(), first.waiter());
        test.overdue(first.id());
        Holds.Placed again = holds.place(first.hold(), UUID.randomUUID(), OPEN).orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldStayAttachedWhenAnExchangeOfBeforeDetaches() {
        Held first = test.pending(1);
        holds.detach(first.id(), first.waiter());
        test.place(first.hold());
        holds.detach(first.id(), first.waiter());
        assertThat(test.view(first.id()).attached()).isTrue();
    }

    @Test
    void shouldBeWithdrawnWhenTheAgentTakesItBack() {
        Held held = test.pending(1);
        holds.withdraw(held.id(), held.waiter());
        assertThat(test.status(held.id())).isEqualTo(Status.WITHDRAWN);
        assertThat(test.place(held.hold()).id()).isNotEqualTo(held.id());
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldExpireInsteadWhenItIsTakenBackTooLate() {
        Held held = test.pending(1);
        test.overdue(held.id());
        holds.withdraw(held.id(), held.waiter());
        assertThat(test.status(held.id())).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldStayWhatItIsWhenSomebodyElseTakesItBack() {
        Held held = test.pending(1);
        holds.withdraw(held.id(), UUID.randomUUID());
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldStayDeniedWhenItIsTakenBackAfterwards() {
        Held held = test.pending(1);
        approvals.vote(HeldInTest.vote(held, "bob", VoteDecision.DENY));
        holds.withdraw(held.id(), held.waiter());
        assertThat(test.status(held.id())).isEqualTo(Status.DENIED);
    }

    @Test
    void shouldBeNothingWhenTheCallIsUnknown() {
        ApprovalId nobody = new ApprovalId(UUID.randomUUID());
        holds.detach(nobody, UUID.randomUUID());
        holds.withdraw(nobody, UUID.randomUUID());
        assertThat(holds.ending(nobody)).isEmpty();
    }
}
