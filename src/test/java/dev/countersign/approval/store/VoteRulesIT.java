package dev.countersign.approval.store;

import static dev.countersign.approval.HeldInTest.edit;
import static dev.countersign.approval.HeldInTest.under;
import static dev.countersign.approval.HeldInTest.vote;
import static dev.countersign.approval.VoteDecision.APPROVE;
import static dev.countersign.approval.VoteDecision.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.HoldTerms.VoteRules;
import dev.countersign.call.HoldTerms.VoteRules.Comments;
import dev.countersign.call.PersonName;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code require_comment}, {@code allow_edit} and {@code four_eyes}, frozen with the call (policy design, section 5). */
@QuarkusTest
@TestProfile(BankProfile.class)
class VoteRulesIT {

    private static final String SAME_NOTE = UUID.randomUUID().toString();

    @Inject
    Approvals approvals;

    @Inject
    HeldInTest test;

    @ParameterizedTest
    @CsvSource({"DENY,DENY", "APPROVE,APPROVE", "ALWAYS,APPROVE", "ALWAYS,DENY"})
    void shouldTakeNoVoteWithoutACommentWhenTheRuleWantsOne(Comments rule, VoteDecision decision) {
        // given
        Held held = held(new VoteRules(rule, List.of(), false), 1);

        // when
        VoteResult silent = approvals.vote(commented(held, decision, " "));

        // then nothing is recorded, and the same person may vote with one
        assertThat(silent)
                .isInstanceOfSatisfying(
                        VoteResult.Invalid.class, no -> assertThat(no.reason()).contains("wants a comment"));
        assertThat(test.view(held.id()).votes()).isEmpty();
        assertThat(approvals.vote(commented(held, decision, "checked"))).isInstanceOf(VoteResult.Recorded.class);
    }

    @ParameterizedTest
    @CsvSource({"NEVER,DENY", "DENY,APPROVE", "APPROVE,DENY"})
    void shouldTakeAVoteWithoutACommentWhenTheRuleWantsNone(Comments rule, VoteDecision decision) {
        Held held = held(new VoteRules(rule, List.of(), false), 1);
        assertThat(approvals.vote(commented(held, decision, ""))).isInstanceOf(VoteResult.Recorded.class);
    }

    @Test
    void shouldTakeNoEditWhenTheRuleAllowsNone() {
        Held held = held(new VoteRules(Comments.NEVER, List.of(Set.of()), false), 1);
        assertThat(approvals.vote(edit(held, "bob", arguments(100))))
                .isEqualTo(
                        new VoteResult.Invalid("The rule that holds this call does not let its arguments be changed."));
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldTakeTheEditWhenItChangesOnlyWhatTheRuleNames() {
        Held held = held(new VoteRules(Comments.NEVER, List.of(Set.of("args.amount")), false), 1);
        assertThat(approvals.vote(edit(held, "bob", arguments(100)))).isInstanceOf(VoteResult.Recorded.class);
        assertThat(test.view(held.id()).edited()).isPresent();
    }

    @Test
    void shouldNameTheArgumentWhenAnEditChangesAnotherOne() {
        Held held = held(new VoteRules(Comments.NEVER, List.of(Set.of("args.amount")), false), 1);
        assertThat(approvals.vote(edit(held, "bob", "{\"amount\":100,\"note\":\"another\"}")))
                .isEqualTo(new VoteResult.Invalid(
                        "The rule that holds this call does not let /note be changed, only args.amount."));
    }

    @Test
    void shouldWaitForSomebodyElseWhenTheEditorApprovesUnderFourEyes() {
        // given
        Held held = held(new VoteRules(Comments.NEVER, List.of(), true), 1);

        // when
        approvals.vote(edit(held, "bob", arguments(100)));

        // then
        assertThat(test.view(held.id()).quorum().approvals()).isZero();
        assertThat(test.status(held.id())).isEqualTo(Status.PENDING);
        String edited = test.view(held.id()).edited().orElseThrow().digest().value();
        approvals.vote(vote(held, "carol", APPROVE, edited, Optional.empty()));
        assertThat(test.status(held.id())).isEqualTo(Status.APPROVED);
        assertThat(test.view(held.id()).quorum().approvals()).isEqualTo(1);
    }

    @Test
    void shouldEndTheCallWhenTheEditorsEditIsDeniedUnderFourEyes() {
        Held held = held(new VoteRules(Comments.NEVER, List.of(), true), 1);
        approvals.vote(edit(held, "bob", arguments(100)));
        approvals.vote(vote(held, "carol", DENY));
        assertThat(test.status(held.id())).isEqualTo(Status.DENIED);
    }

    private Held held(VoteRules rules, int quorum) {
        return test.pending(under(rules, test.hold("bot", arguments(250), quorum)));
    }

    /** Of this run, so that no other call is the same. */
    private static String arguments(int amount) {
        return "{\"amount\":" + amount + ",\"note\":\"" + SAME_NOTE + "\"}";
    }

    private static VoteRequest commented(Held held, VoteDecision decision, String comment) {
        return new VoteRequest(
                held.id(),
                new PersonName("bob"),
                decision,
                held.digest(),
                comment,
                Optional.empty(),
                Channel.REST,
                "token",
                Optional.empty(),
                "");
    }
}
