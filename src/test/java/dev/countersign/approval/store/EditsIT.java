package dev.countersign.approval.store;

import static dev.countersign.approval.HeldInTest.edit;
import static dev.countersign.approval.HeldInTest.vote;
import static dev.countersign.approval.VoteDecision.APPROVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.PersonName;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the record shows of edits, and an approval that is taken back before anything was sent. */
@QuarkusTest
@TestProfile(BankProfile.class)
class EditsIT {

    @Inject
    Approvals approvals;

    @Inject
    ApprovalViews views;

    @Inject
    ReleaseDesk desk;

    @Inject
    HeldInTest test;

    @Test
    void shouldShowNoEditWhenTheOriginalTextWonTheQuorum() {
        // given
        Held held = test.pending(2);
        approvals.vote(edit(held, "bob", "{\"amount\":1}"));
        assertThat(test.view(held.id()).edited()).isPresent();
        approvals.vote(vote(held, "carol", APPROVE));
        // when
        approvals.vote(vote(held, "dave", APPROVE));
        // then
        assertThat(test.view(held.id()).status()).isEqualTo(Status.APPROVED);
        assertThat(test.view(held.id()).edited()).isEmpty();
    }

    @Test
    void shouldShowTheTextOfItsTimeWhenAnEarlierVersionIsAsked() {
        // given two edits, one after the other
        Held held = test.pending(3);
        approvals.vote(edit(held, "bob", "{\"amount\":1}"));
        long first = test.view(held.id()).version();
        approvals.vote(edit(held, "carol", "{\"amount\":2}"));
        long second = test.view(held.id()).version();
        // when
        Optional<ApprovalView> then = views.findAt(held.id(), first);
        Optional<ApprovalView> now = views.findAt(held.id(), second);
        // then
        assertThat(then.orElseThrow().edited().orElseThrow().argumentsText()).isEqualTo("{\"amount\":1}");
        assertThat(now.orElseThrow().edited().orElseThrow().argumentsText()).isEqualTo("{\"amount\":2}");
    }

    @Test
    void shouldSayWhatStandsAgainstAnEditWithoutChangingAnything() {
        Held held = test.pending(1);
        long version = test.view(held.id()).version();

        assertThat(approvals.objection(held.id(), "{\"amount\":")).isPresent();
        assertThat(approvals.objection(held.id(), "{\"amount\":1}")).isEmpty();

        assertThat(test.view(held.id()).version()).isEqualTo(version);
        assertThat(test.view(held.id()).edited()).isEmpty();
    }

    @Test
    void shouldVoidTheCallWhenTheApprovalIsTakenBack() {
        // given
        Held held = test.approved();
        // when
        VoteResult result = takeBack(held, "bob");
        // then
        assertThat(result).isInstanceOf(VoteResult.Recorded.class);
        assertThat(test.view(held.id()).status()).isEqualTo(Status.VOIDED);
        assertThat(test.view(held.id()).voidedBy()).contains("bob took the approval back.");
        assertThat(desk.claim(held.id(), held.waiter(), c -> Optional.empty())).isEmpty();
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldBeTooLateWhenTheCallIsBeingSent() {
        Held held = test.approved();
        desk.claim(held.id(), held.waiter(), c -> Optional.empty()).orElseThrow();

        assertThat(takeBack(held, "bob")).isInstanceOf(VoteResult.AlreadyDecided.class);

        assertThat(test.status(held.id())).isEqualTo(Status.RELEASING);
    }

    @Test
    void shouldBeForbiddenWhenSomebodyElseTakesTheApprovalBack() {
        Held held = test.approved();

        assertThat(takeBack(held, "carol")).isInstanceOf(VoteResult.Forbidden.class);

        assertThat(test.status(held.id())).isEqualTo(Status.APPROVED);
    }

    private VoteResult takeBack(Held held, String person) {
        return approvals.takeBack(held.id(), new PersonName(person), Channel.WEB, "session");
    }
}
