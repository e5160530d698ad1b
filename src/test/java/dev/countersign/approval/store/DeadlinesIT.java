package dev.countersign.approval.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.approval.Deadlines;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens without anybody asking. The sweepers of the service run meanwhile, as they do in life. */
@QuarkusTest
@TestProfile(BankProfile.class)
class DeadlinesIT {

    @Inject
    Deadlines deadlines;

    @Inject
    ReleaseDesk desk;

    @Inject
    HeldInTest test;

    @Test
    void shouldExpireWhenNobodyDecidedInTime() {
        Held held = test.pending(1);
        test.overdue(held.id());
        deadlines.expireDue();
        test.awaitStatus(held.id(), Status.EXPIRED);
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldExpireWhenNobodyCollectedTheApproval() {
        Held held = test.approved();
        test.overdue(held.id());
        deadlines.expireDue();
        test.awaitStatus(held.id(), Status.EXPIRED);
    }

    @Test
    void shouldLeaveTheClaimAloneWhenItsNodeMayStillRecordAnAnswer() {
        String node = node("clock_timestamp() + interval '1 hour'");
        Held held = claimedBy(node);
        test.sql("update node set lease_until = clock_timestamp() - interval '1 second' where name = '" + node + "'");
        deadlines.giveUpDeadClaims();
        assertThat(test.status(held.id())).isEqualTo(Status.RELEASING);
    }

    @Test
    void shouldBeUnknownWhenLeaseAndQuarantineOfTheNodeAreOver() {
        Held held = claimedBy(node("clock_timestamp() - interval '11 seconds'"));
        deadlines.giveUpDeadClaims();
        test.awaitStatus(held.id(), Status.UNKNOWN);
        assertThat(test.view(held.id()).outcome().orElseThrow().text())
                .isEqualTo("The node that was sending this call stopped before it could record an answer.");
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldBeUnknownAtOnceWhenTheNodeLivesAnotherLife() {
        Held held = claimedBy(node("clock_timestamp() + interval '1 hour'"));
        test.sql("update held_call set claim_epoch = 0 where id = '" + held.id() + "'");
        deadlines.giveUpDeadClaims();
        test.awaitStatus(held.id(), Status.UNKNOWN);
    }

    @Test
    void shouldBecomeDecidableWhenItsRecordWasLostInKafka() {
        Held held = test.pending(1);
        // given a record that was acknowledged and never came back
        test.sql("update held_call set status = 'parking' where id = '" + held.id() + "'");
        test.sql("update outbox set published_at = clock_timestamp() - interval '1 minute' where topic = 'calls'"
                + " and approval_id = '" + held.id() + "'");
        // when the sweeper recalls it, then
        test.awaitStatus(held.id(), Status.PENDING);
    }

    @Test
    void shouldBecomeDecidableWhenItsRecordWasNeverPublished() {
        Held held = test.pending(1);
        awaitPublished(held);
        test.sql("update held_call set status = 'parking' where id = '" + held.id() + "'");
        test.sql("update outbox set published_at = null, created_at = clock_timestamp() - interval '1 minute'"
                + " where topic = 'calls' and approval_id = '" + held.id() + "'");
        test.awaitStatus(held.id(), Status.PENDING);
        awaitPublished(held);
    }

    @Test
    void shouldLeaveItAsItIsWhenARecordComesTwice() {
        Held held = test.approved();
        deadlines.admit(java.util.List.of(held.id(), held.id()));
        assertThat(test.status(held.id())).isEqualTo(Status.APPROVED);
    }

    @Test
    void shouldForgetWhatHasServedItsTimeWhenTidied() {
        Held held = test.pending(1);
        awaitPublished(held);
        test.sql("update outbox set published_at = clock_timestamp() - interval '25 hours' where approval_id = '"
                + held.id() + "'");
        deadlines.tidy();
        assertThat(test.ask("select count(*) from outbox where approval_id = '" + held.id() + "'"))
                .isEqualTo("0");
    }

    private void awaitPublished(Held held) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> test.ask("select count(*) from outbox where published_at is null and approval_id = '"
                                + held.id() + "'")
                        .equals("0"));
    }

    private String node(String leaseUntil) {
        String name = "node-" + UUID.randomUUID();
        test.sql("insert into node (name, epoch, started_at, lease_until) values ('" + name
                + "', 1, clock_timestamp(), " + leaseUntil + ")");
        return name;
    }

    private Held claimedBy(String node) {
        Held held = test.approved();
        desk.claim(held.id(), held.waiter(), candidate -> Optional.empty()).orElseThrow();
        test.sql("update held_call set claim_epoch = 1, claim_node = '" + node + "' where id = '" + held.id() + "'");
        return held;
    }
}
