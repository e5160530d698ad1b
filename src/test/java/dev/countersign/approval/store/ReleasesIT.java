package dev.countersign.approval.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Claim;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Holds;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.ReleaseDesk.Order;
import dev.countersign.approval.Status;
import dev.countersign.approval.ThisNode;
import dev.countersign.approval.VoidReason;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sending: the claim is had once, and what comes of it is recorded by whoever had it (architecture design, section 5). */
@QuarkusTest
@TestProfile(BankProfile.class)
class ReleasesIT {

    private static final ReleaseDesk.FinalGate YES = candidate -> Optional.empty();

    @Inject
    ReleaseDesk desk;

    @Inject
    Holds holds;

    @Inject
    ThisNode node;

    @Inject
    HeldInTest test;

    @Test
    void shouldHandOutWhatWasParkedWhenTheWaiterClaims() {
        Held held = test.approved();
        Order order = desk.claim(held.id(), held.waiter(), YES).orElseThrow();
        assertThat(order.parked()).isEqualTo(held.hold().parked());
        assertThat(order.candidate().digest()).isEqualTo(held.hold().call().digest());
        assertThat(order.editedArguments()).isEmpty();
        assertThat(test.status(held.id())).isEqualTo(Status.RELEASING);
    }

    @Test
    void shouldBeHadOnceWhenClaimedAgain() {
        Held held = test.approved();
        assertThat(desk.claim(held.id(), held.waiter(), YES)).isPresent();
        assertThat(desk.claim(held.id(), held.waiter(), YES)).isEmpty();
    }

    @Test
    void shouldStayApprovedWhenSomebodyElseClaims() {
        Held held = test.approved();
        assertThat(desk.claim(held.id(), UUID.randomUUID(), YES)).isEmpty();
        assertThat(test.status(held.id())).isEqualTo(Status.APPROVED);
    }

    @Test
    void shouldNotBeClaimedWhenNobodyDecided() {
        Held held = test.pending(1);
        assertThat(desk.claim(held.id(), held.waiter(), YES)).isEmpty();
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldBeVoidedWhenTheFinalGateSaysNo() {
        Held held = test.approved();
        VoidReason reason = new VoidReason("/hide/0", "It is hidden now.", "v2");
        assertThat(desk.claim(held.id(), held.waiter(), candidate -> Optional.of(reason)))
                .isEmpty();
        assertThat(test.view(held.id()).voidedBy()).contains("It is hidden now.");
        assertThat(holds.ending(held.id()))
                .hasValueSatisfying(end -> assertThat(end.voided()).contains(reason));
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldExpireWhenTheApprovalIsCollectedTooLate() {
        Held held = test.approved();
        test.overdue(held.id());
        assertThat(desk.claim(held.id(), held.waiter(), YES)).isEmpty();
        assertThat(test.status(held.id())).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldStayApprovedWhenTheFinalGateBreaks() {
        Held held = test.approved();
        try {
            desk.claim(held.id(), held.waiter(), candidate -> {
                throw new IllegalStateException("the gate is broken");
            });
        } catch (RuntimeException expected) {
            assertThat(expected).hasMessageContaining("the gate is broken");
        }
        assertThat(test.status(held.id())).isEqualTo(Status.APPROVED);
    }

    @Test
    void shouldKeepTheAnswerWhenTheServerAnswered() {
        Held held = test.approved();
        Order order = desk.claim(held.id(), held.waiter(), YES).orElseThrow();
        assertThat(desk.conclude(held.id(), order.claim(), Ends.DONE)).isTrue();
        assertThat(test.status(held.id())).isEqualTo(Status.COMPLETED);
        assertThat(holds.ending(held.id()).orElseThrow().outcome().orElseThrow().response())
                .contains(Ends.RESPONSE);
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldFailWhenTheServerAnsweredWithAnError() {
        Held held = test.approved();
        Order order = desk.claim(held.id(), held.waiter(), YES).orElseThrow();
        desk.conclude(held.id(), order.claim(), Ends.FAILED);
        assertThat(test.view(held.id()).outcome())
                .hasValueSatisfying(outcome -> assertThat(outcome.isError()).isTrue());
        assertThat(test.status(held.id())).isEqualTo(Status.FAILED);
    }

    @Test
    void shouldChangeNothingWhenTheAnswerComesAfterTheSendingWasGivenUp() {
        Held held = test.approved();
        Order order = desk.claim(held.id(), held.waiter(), YES).orElseThrow();
        desk.conclude(held.id(), order.claim(), Ends.LOST);
        assertThat(desk.conclude(held.id(), order.claim(), Ends.DONE)).isFalse();
        assertThat(test.status(held.id())).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void shouldChangeNothingWhenTheClaimIsNotTheOneOnRecord() {
        Held held = test.approved();
        desk.claim(held.id(), held.waiter(), YES);
        Claim foreign = new Claim(node.name(), node.epoch(), UUID.randomUUID());
        assertThat(desk.conclude(held.id(), foreign, Ends.DONE)).isFalse();
        assertThat(test.status(held.id())).isEqualTo(Status.RELEASING);
    }

    /** The commit of a claim may succeed and its answer be lost: nobody would send, and the node that claimed lives on. */
    @Test
    void shouldFailAsNotSentWhenTheNodeNeverHeardOfItsClaim() {
        Held held = test.approved();
        desk.claim(held.id(), held.waiter(), YES);
        desk.disown(held.id(), held.waiter());
        assertThat(test.status(held.id())).isEqualTo(Status.FAILED);
        assertThat(holds.ending(held.id()).orElseThrow().outcome().orElseThrow().sent())
                .isFalse();
    }

    @Test
    void shouldChangeNothingWhenSomebodyElsesClaimIsDisowned() {
        Held held = test.approved();
        desk.claim(held.id(), held.waiter(), YES);
        desk.disown(held.id(), UUID.randomUUID());
        assertThat(test.status(held.id())).isEqualTo(Status.RELEASING);
    }
}
