package dev.countersign.approval.store;

import static dev.countersign.approval.HeldInTest.edit;
import static dev.countersign.approval.HeldInTest.keyed;
import static dev.countersign.approval.HeldInTest.vote;
import static dev.countersign.approval.VoteDecision.APPROVE;
import static dev.countersign.approval.VoteDecision.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Holds;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deciding: 404, 403, 409 or 410, 412 in that order; idempotency keys; edits; findings (outer contract, section 4). */
@QuarkusTest
@TestProfile(BankProfile.class)
class VotesIT {

    private static final String WRONG =
            Digest.ofBytes("something else".getBytes(StandardCharsets.UTF_8)).value();

    @Inject
    Approvals approvals;

    @Inject
    Holds holds;

    @Inject
    ReleaseDesk desk;

    @Inject
    HeldInTest test;

    @Test
    void shouldBeApprovedWhenTheQuorumIsMet() {
        Held held = test.pending(2);
        assertThat(approvals.vote(vote(held, "bob", APPROVE))).isInstanceOfSatisfying(VoteResult.Recorded.class, r -> {
            assertThat(r.record().status()).isEqualTo(Status.PENDING);
            assertThat(r.record().quorum().approvals()).isEqualTo(1);
        });
        assertThat(approvals.vote(vote(held, "carol", APPROVE)))
                .isInstanceOfSatisfying(VoteResult.Recorded.class, r -> {
                    assertThat(r.record().status()).isEqualTo(Status.APPROVED);
                    assertThat(r.record().votes())
                            .extracting(v -> v.by().value())
                            .containsExactly("bob", "carol");
                });
        test.assertAuditHasEveryStep(held.id());
    }

    @Test
    void shouldBeDeniedWhenOnePersonSaysNo() {
        Held held = test.pending(3);
        approvals.vote(vote(held, "bob", APPROVE));
        approvals.vote(vote(held, "carol", DENY));
        assertThat(test.status(held.id())).isEqualTo(Status.DENIED);
    }

    @Test
    void shouldNotBeFoundWhenThereIsNoSuchCall() {
        Held none = new Held(
                new ApprovalId(UUID.randomUUID()), UUID.randomUUID(), test.hold("bot", HeldInTest.arguments(), 1));
        assertThat(approvals.vote(vote(none, "bob", APPROVE))).isEqualTo(new VoteResult.NotFound());
    }

    @ParameterizedTest
    @CsvSource({"alice", "root", "iris", "nora", "dave", "mallory"})
    void shouldBeForbiddenWhateverElseIsWrongWhenThePersonMayNotDecide(String person) {
        // given a call that is over, and a wrong digest: the right to decide is judged first
        Held held = test.pending(1, "treasury");
        approvals.vote(vote(held, "bob", DENY));
        // when, then
        assertThat(approvals.vote(vote(held, person, APPROVE, WRONG, Optional.empty())))
                .isInstanceOf(VoteResult.Forbidden.class);
    }

    @Test
    void shouldBeDecidedBeforeTheDigestIsLookedAtWhenTheCallIsOver() {
        Held held = test.pending(1);
        approvals.vote(vote(held, "bob", DENY));
        assertThat(approvals.vote(vote(held, "carol", APPROVE, WRONG, Optional.empty())))
                .isInstanceOfSatisfying(
                        VoteResult.AlreadyDecided.class,
                        r -> assertThat(r.record().status()).isEqualTo(Status.DENIED));
    }

    @Test
    void shouldBeDecidedWhenThePersonVotedBefore() {
        Held held = test.pending(2);
        approvals.vote(vote(held, "bob", APPROVE));
        assertThat(approvals.vote(vote(held, "bob", DENY))).isInstanceOf(VoteResult.AlreadyDecided.class);
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldBeDecidedWhenTheCallIsStillParking() {
        Held held = test.pending(1);
        test.sql("update held_call set status = 'parking' where id = '" + held.id() + "'");
        assertThat(approvals.vote(vote(held, "bob", APPROVE))).isInstanceOf(VoteResult.AlreadyDecided.class);
    }

    @Test
    void shouldBeExpiredWhenTheTimeIsOverByTheDatabasesClock() {
        Held held = test.pending(1);
        test.overdue(held.id());
        assertThat(approvals.vote(vote(held, "bob", APPROVE, WRONG, Optional.empty())))
                .isInstanceOf(VoteResult.Expired.class);
        assertThat(test.status(held.id())).isEqualTo(Status.EXPIRED);
        assertThat(test.view(held.id()).votes()).isEmpty();
    }

    @Test
    void shouldBeAMismatchWhenTheDigestIsNotTheOneShown() {
        Held held = test.pending(1);
        assertThat(approvals.vote(vote(held, "bob", APPROVE, WRONG, Optional.empty())))
                .isInstanceOf(VoteResult.DigestMismatch.class);
        assertThat(test.view(held.id()).votes()).isEmpty();
    }

    @Test
    void shouldAnswerAsTheFirstTimeWhenTheKeyComesAgain() {
        // given a vote whose answer was lost, and much that happened since
        Held held = test.pending(2);
        VoteRequest request =
                keyed(vote(held, "bob", APPROVE), UUID.randomUUID().toString(), "body");
        VoteResult first = approvals.vote(request);
        approvals.vote(vote(held, "carol", APPROVE));
        // when
        VoteResult again = approvals.vote(request);
        // then
        assertThat(again).isEqualTo(first);
        assertThat(again)
                .isInstanceOfSatisfying(
                        VoteResult.Recorded.class,
                        r -> assertThat(r.record().status()).isEqualTo(Status.PENDING));
    }

    @Test
    void shouldRefuseTheKeyWhenTheBodyIsAnother() {
        Held held = test.pending(2);
        String key = UUID.randomUUID().toString();
        approvals.vote(keyed(vote(held, "bob", APPROVE), key, "body"));
        assertThat(approvals.vote(keyed(vote(held, "bob", DENY), key, "another body")))
                .isEqualTo(new VoteResult.KeyReused());
    }

    @Test
    void shouldTakeTheKeyWhenAnotherPersonUsesIt() {
        Held held = test.pending(2);
        String key = UUID.randomUUID().toString();
        approvals.vote(keyed(vote(held, "bob", APPROVE), key, "body"));
        assertThat(approvals.vote(keyed(vote(held, "carol", APPROVE), key, "body of carol")))
                .isInstanceOf(VoteResult.Recorded.class);
    }

    @Test
    void shouldSendTheEditWhenTheQuorumIsForTheEdit() {
        // given
        Held held = test.pending(2);
        String edited = "{\"amount\": 25.0}";
        approvals.vote(edit(held, "bob", edited));
        String digest = test.view(held.id()).edited().orElseThrow().digest().value();
        assertThat(digest).isNotEqualTo(held.digest());
        // when
        approvals.vote(vote(held, "carol", APPROVE, digest, Optional.empty()));
        ReleaseDesk.Order order =
                desk.claim(held.id(), held.waiter(), c -> Optional.empty()).orElseThrow();
        // then
        assertThat(order.editedArguments()).contains(edited);
        assertThat(order.candidate().arguments()).isEqualTo(edited);
        assertThat(test.view(held.id()).argumentsText())
                .isEqualTo(held.hold().call().arguments().text());
    }

    @Test
    void shouldNotCountTogetherWhenOneApprovesTheEditAndOneTheOriginal() {
        Held held = test.pending(2);
        approvals.vote(edit(held, "bob", "{\"amount\":1}"));
        approvals.vote(vote(held, "carol", APPROVE));
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldSendTheOriginalWhenTheQuorumIsForTheOriginal() {
        Held held = test.pending(2);
        approvals.vote(edit(held, "bob", "{\"amount\":1}"));
        approvals.vote(vote(held, "carol", APPROVE));
        approvals.vote(vote(held, "dave", APPROVE));
        assertThat(desk.claim(held.id(), held.waiter(), c -> Optional.empty()))
                .hasValueSatisfying(order -> assertThat(order.editedArguments()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1]",
                "null",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}, \"name\":\"delete_all\"",
                "{}},\"id\":8,\"x\":{\"y\":{}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1e400}",
                "{\"a\":\"\0\"}"
            })
    void shouldBeInvalidWhenTheEditIsNotOneUnambiguousObject(String text) {
        Held held = test.pending(1);
        assertThat(approvals.vote(edit(held, "bob", text))).isInstanceOf(VoteResult.Invalid.class);
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
        assertThat(test.view(held.id()).votes()).isEmpty();
    }

    @Test
    void shouldNoteTheFindingOnceWhenTheOutcomeWasUnknown() {
        // given
        Held held = test.approved();
        ReleaseDesk.Order order =
                desk.claim(held.id(), held.waiter(), c -> Optional.empty()).orElseThrow();
        desk.conclude(held.id(), order.claim(), Ends.LOST);
        // when
        VoteResult noted = approvals.resolve(
                held.id(), new PersonName("carol"), true, "seen in the bank's books", Channel.REST, "token");
        VoteResult again =
                approvals.resolve(held.id(), new PersonName("bob"), false, "not seen", Channel.REST, "token");
        // then
        assertThat(noted).isInstanceOfSatisfying(VoteResult.Recorded.class, r -> {
            assertThat(r.record().status()).isEqualTo(Status.UNKNOWN);
            assertThat(r.record().resolution())
                    .hasValueSatisfying(f -> assertThat(f.executed()).isTrue());
        });
        assertThat(again).isInstanceOf(VoteResult.AlreadyDecided.class);
        assertThat(test.view(held.id()).resolution())
                .hasValueSatisfying(f -> assertThat(f.note()).isEqualTo("seen in the bank's books"));
    }

    @Test
    void shouldNoteNothingWhenTheOutcomeIsKnown() {
        Held held = test.pending(1);
        assertThat(approvals.resolve(held.id(), new PersonName("bob"), true, "?", Channel.REST, "token"))
                .isInstanceOf(VoteResult.AlreadyDecided.class);
    }
}
