package dev.countersign.approval.view;

import static dev.countersign.approval.HeldInTest.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.countersign.approval.ApprovalFeed;
import dev.countersign.approval.ApprovalFeed.Change;
import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.HeldInTest;
import dev.countersign.approval.HeldInTest.Held;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.fixtures.BankProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, search, cursors, the steps of a call, and the feed of changes. */
@QuarkusTest
@TestProfile(BankProfile.class)
class ViewsIT {

    @Inject
    ApprovalViews views;

    @Inject
    ApprovalFeed feed;

    @Inject
    Approvals approvals;

    @Inject
    HeldInTest test;

    @Test
    void shouldFindTheCallWhenAnyOfItsWordsIsSearched() {
        String word = "Word" + UUID.randomUUID();
        Held held = test.pending(test.hold("bot", "{\"to\":\"" + word + "\"}", 2));
        approvals.vote(vote(held, "bob", VoteDecision.APPROVE));
        for (String text :
                List.of(word, word.toUpperCase(), word.substring(3), held.id().toString())) {
            assertThat(ids(search(text))).as(text).containsExactly(held.id().toString());
        }
        assertThat(ids(search("' or 1=1 --"))).isEmpty();
    }

    @Test
    void shouldListOnlyWhatIsAskedForWhenFiltersAreGiven() {
        String word = UUID.randomUUID().toString();
        Held open = test.pending(test.hold("bot", "{\"to\":\"" + word + "\"}", 1));
        Held denied = test.pending(test.hold("bot2", "{\"to\":\"" + word + "\"}", 1));
        approvals.vote(vote(denied, "carol", VoteDecision.DENY));
        Optional<String> text = Optional.of(word);
        assertThat(ids(list(Set.of(Status.PENDING), Optional.empty(), text)))
                .containsExactly(open.id().toString());
        assertThat(ids(list(Set.of(Status.DENIED, Status.EXPIRED), Optional.empty(), text)))
                .containsExactly(denied.id().toString());
        assertThat(ids(list(Set.of(), Optional.of("bot2"), text)))
                .containsExactly(denied.id().toString());
        assertThat(ids(list(Set.of(), Optional.of("nobody"), text))).isEmpty();
    }

    @Test
    void shouldShowEveryCallOnceWhenPagesAreTurnedWhileNewOnesCome() {
        // given five calls of one word
        String word = UUID.randomUUID().toString();
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(0, placed(word, i));
        }
        // when pages of two are turned, and a newer call comes between
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ApprovalViews.Page page = views.list(new ApprovalQuery(
                    Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(word), 2, cursor));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            seen.addAll(ids(page.items()));
            cursor = page.nextCursor();
            placed(word, 9);
        } while (cursor.isPresent());
        // then
        assertThat(seen).isEqualTo(placed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "????", "OTk5OTk5OTk5OTk5OTk5OTk5OSB4", "MSBub3QtYS11dWlk", "LTEgMDAwMA"})
    void shouldRefuseTheCursorWhenItIsNoneOfOurs(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> views.list(new ApprovalQuery(
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        10,
                        Optional.of(cursor))));
    }

    @Test
    void shouldTellTheStoryWhenTheStepsAreRead() {
        Held held = test.pending(1);
        approvals.vote(vote(held, "bob", VoteDecision.DENY));
        assertThat(views.steps(held.id()))
                .extracting(ApprovalViews.Step::status)
                .containsExactly(Status.PARKING, Status.PENDING, Status.DENIED);
        assertThat(views.findAt(held.id(), 2).orElseThrow().status()).isEqualTo(Status.PENDING);
        assertThat(views.findAt(held.id(), 99)).isEmpty();
    }

    @Test
    void shouldGoOnWhereItEndedWhenTheFeedIsResumed() {
        // given
        Listener live = new Listener();
        feed.changes(Optional.empty()).subscribe(live);
        await().atMost(Duration.ofSeconds(10)).until(() -> live.subscription != null);
        Held held = test.pending(2);
        approvals.vote(vote(held, "bob", VoteDecision.APPROVE));
        approvals.vote(vote(held, "carol", VoteDecision.APPROVE));
        await().atMost(Duration.ofSeconds(20)).until(() -> live.of(held).size() == 4);
        List<Change> all = live.of(held);
        assertThat(all).extracting(c -> c.view().version()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(all).extracting(c -> Position.parse(c.position())).isSorted();
        // when
        Listener resumed = new Listener();
        feed.changes(Optional.of(all.get(1).position())).subscribe(resumed);
        // then
        await().atMost(Duration.ofSeconds(20)).until(() -> resumed.of(held).size() == 2);
        assertThat(resumed.of(held)).isEqualTo(all.subList(2, 4));
        live.subscription.cancel();
        resumed.subscription.cancel();
    }

    @Test
    void shouldGoOnForOthersWhenOneListenerBreaks() {
        // given
        Listener broken = new Listener() {
            @Override
            public void onNext(Change change) {
                throw new IllegalStateException("a broken listener");
            }
        };
        Listener sound = new Listener();
        feed.changes(Optional.empty()).subscribe(broken);
        feed.changes(Optional.empty()).subscribe(sound);
        await().atMost(Duration.ofSeconds(10)).until(() -> sound.subscription != null);
        // when
        Held first = test.pending(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> sound.of(first).size() == 2);
        Held second = test.pending(1);
        // then
        await().atMost(Duration.ofSeconds(20)).until(() -> sound.of(second).size() == 2);
        assertThat(broken.failures).hasSize(1);
        sound.subscription.cancel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "x-1", "1-", "-1", "1-2-3"})
    void shouldRefuseThePositionWhenItIsNoneOfOurs(String position) {
        assertThatIllegalArgumentException().isThrownBy(() -> feed.changes(Optional.of(position)));
    }

    private String placed(String word, int number) {
        return test.place(test.hold("bot", "{\"to\":\"" + word + "\",\"n\":" + number + "}", 1))
                .id()
                .toString();
    }

    private List<ApprovalView> search(String text) {
        return list(Set.of(), Optional.empty(), Optional.of(text));
    }

    private List<ApprovalView> list(Set<Status> statuses, Optional<String> agent, Optional<String> text) {
        return views.list(new ApprovalQuery(
                        statuses, Optional.of("bank"), Optional.of("transfer"), agent, text, 200, Optional.empty()))
                .items();
    }

    private static List<String> ids(List<ApprovalView> views) {
        return views.stream().map(v -> v.id().toString()).toList();
    }

    /** Takes everything. */
    private static class Listener implements Flow.Subscriber<Change> {
        final List<Change> changes = new CopyOnWriteArrayList<>();
        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Change change) {
            changes.add(change);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("the feed never ends by itself");
        }

        List<Change> of(Held held) {
            return changes.stream().filter(c -> c.view().id().equals(held.id())).toList();
        }
    }
}
