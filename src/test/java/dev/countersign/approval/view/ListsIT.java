package dev.countersign.approval.view;

import static dev.countersign.approval.HeldInTest.vote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.list.CallFilter;
import dev.countersign.approval.list.CallLists;
import dev.countersign.approval.list.Reader;
import dev.countersign.approval.list.Turn;
import dev.countersign.call.PersonName;
import dev.countersign.call.Risk;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose turn a call is, as different people see it; the order of the lanes; the history. */
@QuarkusTest
@TestProfile(BankProfile.class)
class ListsIT {

    @Inject
    CallLists lists;

    @Inject
    Approvals approvals;

    @Inject
    HeldInTest test;

    private String word;

    @BeforeEach
    void mark() {
        word = UUID.randomUUID().toString();
    }

    @Test
    void shouldNeedWhoMayVoteAndHasNot() {
        // given
        Held held = hold(2);

        // then
        assertThat(turn("bob", held)).contains(Turn.NEEDS_ME);
        assertThat(turn("alice", held)).contains(Turn.MINE);
        assertThat(turn(new Reader(new PersonName("iris"), false, Set.of()), held))
                .contains(Turn.WAITING);

        // when one of two has voted
        approvals.vote(vote(held, "bob", VoteDecision.APPROVE));

        // then
        assertThat(turn("bob", held)).contains(Turn.WAITING);
        assertThat(turn("carol", held)).contains(Turn.NEEDS_ME);
    }

    @Test
    void shouldWaitForOthersWhenTheRuleWantsAnotherGroup() {
        Held held = hold(1, "treasury");

        assertThat(turn(new Reader(new PersonName("bob"), true, Set.of("treasury", "ops")), held))
                .contains(Turn.NEEDS_ME);
        assertThat(turn(new Reader(new PersonName("dave"), true, Set.of("ops")), held))
                .contains(Turn.WAITING);
    }

    @Test
    void shouldBeInNoLaneWhenItIsDecided() {
        Held held = hold(1);

        approvals.vote(vote(held, "bob", VoteDecision.DENY));

        assertThat(turn("bob", held)).isEmpty();
        assertThat(history(filter())).containsExactly(held.id().toString());
    }

    @Test
    void shouldLeaveTheLaneWhenSomebodyNotedWhatTheyFound() {
        // given a call whose answer was lost
        Held held = hold(1);
        approvals.vote(vote(held, "bob", VoteDecision.APPROVE));
        test.sql("update held_call set status = 'unknown', outcome_error = true, outcome_sent = true,"
                + " outcome_text = 'lost', ended_at = clock_timestamp() where id = '" + held.id() + "'");
        test.sql("update approval_event set status = 'unknown' where approval_id = '" + held.id()
                + "' and version = (select version from held_call where id = '" + held.id() + "')");
        assertThat(turn("bob", held)).contains(Turn.UNKNOWN);

        // when
        approvals.lookInto(held.id(), new PersonName("carol"), Channel.WEB, "session");

        // then it stays, with a name
        assertThat(lane(Turn.UNKNOWN, reader("bob")).get(0).watcher()).contains(new PersonName("carol"));

        // when
        approvals.resolve(held.id(), new PersonName("carol"), true, "seen in the ledger", Channel.WEB, "session");

        // then
        assertThat(turn("bob", held)).isEmpty();
        assertThat(history(filter())).containsExactly(held.id().toString());
    }

    @Test
    void shouldCountWhatTheLanesShow() {
        hold(1);
        Held other = hold(1);
        approvals.vote(vote(other, "bob", VoteDecision.APPROVE));

        var counts = lists.counts(reader("bob"), filter());

        assertThat(counts).containsEntry(Turn.NEEDS_ME, 1L).containsEntry(Turn.WAITING, 1L);
        assertThat(lists.counts(reader("alice"), filter())).containsEntry(Turn.MINE, 1L);
    }

    @Test
    void shouldLeadFromCallToCallInTheOrderOfTheLane() {
        // given three calls, the one that was held last expires first
        List<Held> held = List.of(hold(1), hold(1), hold(1));
        test.sql("update held_call set expires_at = expires_at - interval '1 day' where id = '"
                + held.get(2).id() + "'");
        test.sql("update held_call set expires_at = expires_at + interval '1 day' where id <> '"
                + held.get(2).id() + "'");
        List<ApprovalView> order = lane(Turn.NEEDS_ME, reader("bob"));
        assertThat(order.get(0).id()).isEqualTo(held.get(2).id());

        // when
        CallLists.Neighbours first = lists.neighbours(reader("bob"), order.get(1));

        // then
        assertThat(first.previous()).isPresent();
        assertThat(first.next()).contains(order.get(2).id());
    }

    @Test
    void shouldNarrowTheHistoryByEveryFilterOfIts() {
        Held held = hold(1);
        approvals.vote(vote(held, "carol", VoteDecision.DENY));
        Instant now = Instant.now();

        assertThat(history(with(Optional.of(Risk.FINANCIAL), Optional.of("carol"), now.minusSeconds(600))))
                .containsExactly(held.id().toString());
        assertThat(history(with(Optional.of(Risk.READ), Optional.of("carol"), now.minusSeconds(600))))
                .isEmpty();
        assertThat(history(with(Optional.empty(), Optional.of("bob"), now.minusSeconds(600))))
                .isEmpty();
        assertThat(history(with(Optional.empty(), Optional.empty(), now.plus(Duration.ofHours(1)))))
                .isEmpty();
    }

    @Test
    void shouldTellWhatTheAgentAskedBefore() {
        Held first = hold(1);
        Held second = hold(1);

        List<ApprovalView> earlier = lists.earlier(test.view(second.id()), 10);

        assertThat(earlier.get(0).id()).isEqualTo(first.id());
        assertThat(lists.any()).isTrue();
    }

    private Held hold(int quorum, String... groups) {
        return test.pending(
                test.hold("bot", "{\"word\":\"" + word + "\",\"n\":\"" + UUID.randomUUID() + "\"}", quorum, groups));
    }

    private static Reader reader(String name) {
        return new Reader(new PersonName(name), true, Set.of());
    }

    private Optional<Turn> turn(String name, Held held) {
        return turn(reader(name), held);
    }

    private Optional<Turn> turn(Reader reader, Held held) {
        List<Turn> turns = Stream.of(Turn.values())
                .filter(turn -> lane(turn, reader).stream().anyMatch(c -> c.id().equals(held.id())))
                .toList();
        assertThat(turns).as("a call is in one lane at most").hasSizeLessThan(2);
        return turns.stream().findFirst();
    }

    private List<ApprovalView> lane(Turn turn, Reader reader) {
        return lists.lane(turn, reader, filter(), 0, 50);
    }

    private CallFilter filter() {
        return new CallFilter(
                Set.of(),
                Optional.of(word),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private CallFilter with(Optional<Risk> risk, Optional<String> decider, Instant from) {
        return new CallFilter(
                Set.of(),
                Optional.of(word),
                Optional.of("bank"),
                Optional.of("transfer"),
                Optional.of("bot"),
                risk,
                decider,
                Optional.of(from),
                Optional.empty());
    }

    private List<String> history(CallFilter filter) {
        return lists.history(filter.decided(), Optional.empty(), 50).items().stream()
                .map(call -> call.id().toString())
                .toList();
    }
}
