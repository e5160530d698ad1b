package dev.countersign.gateway.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Holds;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.leg.Leg;
import dev.countersign.gateway.leg.LegScene;
import dev.countersign.gateway.leg.Legs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting on one node: no wake-up is lost, the last word is said once, nothing is sent while nobody waits. */
class HeldCallsTest {

    private final Room all = new Room();
    private final Scene scene = all.scene;
    private final MemoryHolds holds = all.holds;
    private final Room.Bank bank = all.bank;
    private final HeldCalls room = all.calls;
    private final Exchange agent = new Exchange();

    @AfterEach
    void stop() {
        all.workers.stop();
    }

    @Test
    void shouldGetTheAnswerWhenTheCallIsApproved() {
        HeldCall call = placed();
        call.await(agent);
        approve();
        await().until(() -> !agent.answers.isEmpty());
        assertThat(agent.words()).containsExactly("from the server");
        await().until(() -> holds.told.equals(List.of("delivered")));
        assertThat(room.size()).isZero();
    }

    @Test
    void shouldLoseNoDecisionWhenItComesBetweenCommitAndRegistration() {
        holds.afterCommit = id -> approve();
        HeldCall call = placed();
        call.await(agent);
        await().until(() -> agent.words().equals(List.of("from the server")));
    }

    @Test
    void shouldLoseNoDecisionWhenItComesBeforeTheStreamIsOpen() {
        HeldCall call = placed();
        approve();
        await().until(() -> ((WaitingCall) call).decidedEarly());
        call.await(agent);
        await().until(() -> agent.words().equals(List.of("from the server")));
        assertThat(bank.sent).hasValue(1);
    }

    @Test
    void shouldHearOfTheDenialWhenItComesBeforeTheStreamIsOpen() {
        HeldCall call = placed();
        end(new ApprovalState.Denied(List.of()));
        call.await(agent);
        await().until(() -> agent.words().equals(List.of("[APPROVAL DENIED]")));
    }

    @Test
    void shouldHearOfTheApprovalWhenItAttachesToAnApprovedCall() {
        // given an earlier hold that was approved while nobody waited
        holds.attached = true;
        holds.become(new ApprovalState.Approved(List.of()));
        holds.announced = () -> room.moved(holds.id, Status.APPROVED, true);
        // when
        placed().await(agent);
        // then
        await().until(() -> agent.words().equals(List.of("from the server")));
    }

    @Test
    void shouldBeToldToComeBackWhenTheBudgetIsOver() {
        // given: an agent that comes back at once must find a hold that nobody waits for
        AtomicInteger attachedWhenTold = new AtomicInteger();
        agent.whenTold = () -> attachedWhenTold.addAndGet(holds.attachedNow() ? 1 : 0);
        scene.budget = java.util.Optional.of(Duration.ofMillis(20));
        // when
        placed().await(agent);
        // then
        await().until(() -> agent.words().equals(List.of("[APPROVAL PENDING]")));
        assertThat(attachedWhenTold).hasValue(0);
        assertThat(holds.told).containsExactly("detached");
    }

    @Test
    void shouldGetTheAnswerOnlyWhenTheBudgetEndsWhileTheCallIsSent() {
        // given a server that takes its time
        bank.answer = new CompletableFuture<>();
        HeldCall call = placed();
        call.await(agent);
        approve();
        await().until(() -> bank.sent.get() == 1);
        // when
        boolean pendingTold = ((WaitingCall) call).endBudget();
        bank.answer.complete(Room.ANSWER);
        // then
        assertThat(pendingTold).isFalse();
        await().until(() -> agent.words().equals(List.of("from the server")));
    }

    @Test
    void shouldBeToldToComeBackWhenTheBudgetEndsDuringASendingThatCameToNothing() {
        HeldCall call = placed();
        call.await(agent);
        WaitingCall waiting = (WaitingCall) call;
        // given a sending under way
        assertThat(waiting.beginSending()).isTrue();
        assertThat(waiting.endBudget()).isFalse();
        // when it had nothing to send, then the exchange must not wait on
        assertThat(waiting.stopSending()).isTrue();
        assertThat(waiting.endBudget()).isTrue();
    }

    @Test
    void shouldBeAskedToComeBackWithAStateWhenALegIsOver() {
        // given
        scene.budget = java.util.Optional.of(Duration.ofMillis(20));
        HeldCall call = placed();
        // when
        room.rejoin(call.id(), LegScene.modern(0)).orElseThrow().await(agent);
        // then
        await().until(() -> agent.words().equals(List.of("come back")));
        HeldAnswer.ComeBack back = (HeldAnswer.ComeBack) agent.answers.get(0);
        assertThat(LegScene.legs().open(back.requestState(), LegScene.DIGEST)).hasValue(new Leg(call.id(), 1));
    }

    @Test
    void shouldBeToldToCallAgainWhenItsLegsAreUsedUp() {
        // given
        scene.budget = java.util.Optional.of(Duration.ofMillis(20));
        HeldCall call = placed();
        // when
        room.rejoin(call.id(), LegScene.modern(Legs.MOST)).orElseThrow().await(agent);
        // then
        await().until(() -> agent.words().equals(List.of("[APPROVAL PENDING]")));
    }

    @Test
    void shouldLeaveTheCallWithAGraceWhenAModernConnectionCloses() {
        // given
        HeldCall call = placed();
        HeldCall modern = room.rejoin(call.id(), LegScene.modern(0)).orElseThrow();
        modern.await(agent);
        // when
        modern.disconnected();
        // then
        await().until(() -> holds.told.equals(List.of("abandoned")));
    }

    @Test
    void shouldTellTheNewerExchangeWhenItTakesTheWaitingOver() {
        // given
        HeldCall first = placed();
        first.await(agent);
        Exchange newer = new Exchange();
        // when
        room.rejoin(first.id(), Scene.request(true, false).caller())
                .orElseThrow()
                .await(newer);
        approve();
        // then
        await().until(() -> newer.words().equals(List.of("from the server")));
        assertThat(agent.superseded).isTrue();
        assertThat(agent.answers).isEmpty();
        assertThat(bank.sent).hasValue(1);
    }

    @Test
    void shouldTellTheNewerExchangeWhenItTakesOverDuringASending() {
        // given a server that takes its time
        bank.answer = new CompletableFuture<>();
        HeldCall first = placed();
        first.await(agent);
        approve();
        await().until(() -> bank.sent.get() == 1);
        // when
        Exchange newer = new Exchange();
        room.rejoin(first.id(), Scene.request(true, false).caller())
                .orElseThrow()
                .await(newer);
        bank.answer.complete(Room.ANSWER);
        await().until(() -> holds.status() == Status.COMPLETED);
        room.moved(holds.id, Status.COMPLETED, false);
        // then
        await().until(() -> newer.words().equals(List.of("from the server")));
        assertThat(agent.answers).isEmpty();
        assertThat(bank.sent).hasValue(1);
    }

    @Test
    void shouldEndWithoutAResponseWhenAnotherNodeTookTheWaitingOver() {
        // given
        HeldCall call = placed();
        call.await(agent);
        // when
        holds.takeOver(holds.id, Scene.BOT, UUID.randomUUID(), new NoDoor());
        room.look();
        // then
        assertThat(agent.superseded).isTrue();
        assertThat(room.size()).isZero();
    }

    private static final class NoDoor implements Holds.Door {
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
            // another node's waiting is no business of this one
        }
    }

    @Test
    void shouldSendNothingWhenTheAgentHasGone() {
        HeldCall call = placed();
        call.await(agent);
        call.detach();
        approve();
        await().until(() -> holds.told.equals(List.of("detached")));
        assertThat(bank.sent).hasValue(0);
        assertThat(holds.status()).isEqualTo(Status.APPROVED);
    }

    @Test
    void shouldSendNothingWhenTheConnectionIsClosedUnnoticed() {
        placed().await(agent);
        agent.open = false;
        approve();
        assertThat(bank.sent).hasValue(0);
        assertThat(agent.answers).isEmpty();
    }

    @Test
    void shouldKeepTheAnswerWhenTheAgentGoesWhileTheCallIsSent() {
        // given
        bank.answer = new CompletableFuture<>();
        HeldCall call = placed();
        call.await(agent);
        approve();
        await().until(() -> bank.sent.get() == 1);
        // when
        agent.open = false;
        call.detach();
        bank.answer.complete(Room.ANSWER);
        // then it is on record, and was not noted as delivered
        await().until(() -> holds.status() == Status.COMPLETED);
        assertThat(holds.told).containsExactly("detached");
    }

    @Test
    void shouldBeProvablyNotSentWhenTheAgentGoesBeforeTheFirstByte() {
        bank.beforeFirstByte = () -> {
            agent.open = false;
        };
        placed().await(agent);
        approve();
        await().until(() -> holds.status() == Status.FAILED);
        assertThat(holds.ending(holds.id).orElseThrow().outcome().orElseThrow().sent())
                .isFalse();
    }

    @Test
    void shouldSayTheLastWordOnceWhenManyRecordsTellOfTheEnd() {
        placed().await(agent);
        holds.become(new ApprovalState.Expired(List.of()));
        IntStream.range(0, 50).parallel().forEach(i -> room.moved(holds.id, Status.EXPIRED, false));
        await().until(() -> holds.told.equals(List.of("delivered")));
        assertThat(agent.words()).containsExactly("[APPROVAL EXPIRED]");
    }

    @Test
    void shouldSendOnceWhenManyRecordsTellOfTheApproval() {
        placed().await(agent);
        holds.become(new ApprovalState.Approved(List.of()));
        IntStream.range(0, 50).parallel().forEach(i -> room.moved(holds.id, Status.APPROVED, true));
        await().until(() -> holds.told.equals(List.of("delivered")));
        assertThat(bank.sent).hasValue(1);
        assertThat(agent.words()).containsExactly("from the server");
    }

    @Test
    void shouldBeAnsweredByNothingWhenTheAgentTakesItBack() {
        HeldCall call = placed();
        call.await(agent);
        call.withdraw();
        await().until(() -> holds.told.equals(List.of("withdrawn")));
        room.moved(holds.id, Status.WITHDRAWN, false);
        assertThat(agent.answers).isEmpty();
    }

    @Test
    void shouldWaitOnAndBeSentLaterWhenTheDatabaseFailsBeforeTheClaim() {
        placed().await(agent);
        holds.fault = MemoryHolds.Fault.BEFORE_COMMIT;
        approve();
        await().until(() -> holds.fault == MemoryHolds.Fault.NONE);
        // when the decision is announced again, as the slow look does
        await().until(() -> {
            room.moved(holds.id, Status.APPROVED, true);
            return agent.words().equals(List.of("from the server"));
        });
        assertThat(bank.sent).hasValue(1);
    }

    @Test
    void shouldBeToldThatNothingWasSentWhenTheDatabaseFailsBehindTheClaim() {
        placed().await(agent);
        holds.fault = MemoryHolds.Fault.AFTER_COMMIT;
        approve();
        await().until(() -> agent.words().equals(List.of("failed, sent false")));
        assertThat(bank.sent).hasValue(0);
    }

    @Test
    void shouldBeToldThatNothingWasSentWhenTheCallCannotBePutTogether() {
        bank.fault = "no transport serves the server";
        placed().await(agent);
        approve();
        await().until(() -> agent.words().equals(List.of("failed, sent false")));
    }

    @Test
    void shouldBeToldThatTheOutcomeIsUnknownWhenTheGatewayFailsBehindTheFirstByte() {
        bank.answer = CompletableFuture.failedFuture(new IllegalStateException("a fault of our own"));
        placed().await(agent);
        approve();
        await().until(() -> agent.words().equals(List.of("[OUTCOME UNKNOWN]")));
    }

    @Test
    void shouldTellEverybodyToComeBackWhenTheNodeStops() {
        placed().await(agent);
        room.drain().join();
        assertThat(agent.words()).containsExactly("[APPROVAL PENDING]");
        assertThat(holds.told).containsExactly("detached");
        assertThat(room.size()).isZero();
    }

    private HeldCall placed() {
        return all.placed(Scene.request(true, false));
    }

    private void approve() {
        all.approve();
    }

    private void end(ApprovalState end) {
        holds.become(end);
        room.moved(holds.id, end.status(), true);
    }
}
