package dev.countersign.gateway.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller.Client;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.stream.EventId;
import dev.countersign.gateway.stream.Resumptions.Resumed;
import dev.countersign.gateway.stream.Resumptions.Returning;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One request on several legs of one stream: cut, resumed, told once, nothing stolen from another exchange. */
class ResumptionsTest {

    private final Room room = new Room();
    private final StreamResumptions resumptions = new StreamResumptions(room.streams, room.calls, room.workers);
    private final Exchange first = new Exchange();

    @AfterEach
    void stop() {
        room.workers.stop();
    }

    private static CallRequest request() {
        CallRequest bare = Scene.request(true, false);
        return new CallRequest(
                bare.call(),
                bare.message(),
                bare.caller(),
                bare.meta(),
                Optional.of("session"),
                bare.ourState(),
                bare.headers());
    }

    private HeldCall held() {
        HeldCall call = room.placed(request());
        call.await(first);
        return call;
    }

    private void cut(HeldCall call, Exchange exchange) {
        exchange.open = false;
        call.detach();
    }

    private Resumed resume(EventId last, String session) {
        return resumptions
                .resume(last, new Returning(Scene.BOT, Scene.BANK, session, Optional.<Client>empty()))
                .toCompletableFuture()
                .join();
    }

    private HeldCall resumed(EventId last) {
        return ((Resumed.Waiting) resume(last, "session")).call();
    }

    @Test
    void shouldGoOnHigherWhenResumedAgainAndAgain() {
        // given
        HeldCall call = held();
        EventId last = call.place().orElseThrow().next();
        for (int leg = 1; leg <= 3; leg++) {
            // when
            cut(call, first);
            call = resumed(last);
            // then
            assertThat(call.place().orElseThrow().n()).isGreaterThan(last.n());
            assertThat(call.place().orElseThrow().leg()).isEqualTo(leg);
            last = call.place().orElseThrow().next();
        }
    }

    @Test
    void shouldCloseTheOlderLegWhenItIsStillOpen() {
        // given
        HeldCall call = held();
        Exchange second = new Exchange();
        // when
        resumed(call.place().orElseThrow()).await(second);
        room.approve();
        // then
        await().until(() -> second.words().equals(List.of("from the server")));
        assertThat(first.superseded).isTrue();
        assertThat(first.answers).isEmpty();
    }

    @Test
    void shouldTellTheAnswerAgainWhenItWasWrittenToAConnectionThatWasCut() {
        // given
        HeldCall call = held();
        room.approve();
        await().until(() -> room.holds.told.equals(List.of("delivered")));
        // when
        Exchange second = new Exchange();
        resumed(call.place().orElseThrow()).await(second);
        // then
        await().until(() -> second.words().equals(List.of("from the server")));
        assertThat(room.bank.sent).hasValue(1);
    }

    @Test
    void shouldPassOnWhatTheServerSaidWhileNoLegWasOpen() {
        // given a sending under way, and the stream is cut
        room.bank.answer = new CompletableFuture<>();
        HeldCall call = held();
        room.approve();
        await().until(() -> room.bank.sent.get() == 1);
        room.bank.relay.accept(RawMessage.of("\"before\""));
        cut(call, first);
        IntStream.range(0, 300).forEach(i -> room.bank.relay.accept(RawMessage.of("\"" + i + "\"")));
        // when
        Exchange second = new Exchange();
        resumed(call.place().orElseThrow()).await(second);
        room.bank.relay.accept(RawMessage.of("\"after\""));
        // then the newest 256, in order
        assertThat(first.relayed).containsExactly("\"before\"");
        assertThat(second.relayed).hasSize(257).startsWith("\"44\"", "\"45\"").endsWith("\"299\"", "\"after\"");
    }

    @Test
    void shouldKeepWhatWasMissedFromAnExchangeOfItsOwn() {
        // given
        room.bank.answer = new CompletableFuture<>();
        HeldCall call = held();
        room.approve();
        await().until(() -> room.bank.sent.get() == 1);
        cut(call, first);
        room.bank.relay.accept(RawMessage.of("\"missed\""));
        // when the same call is made again
        Exchange repeat = new Exchange();
        room.holds.attached = true;
        room.placed(request()).await(repeat);
        // then
        assertThat(repeat.relayed).isEmpty();
    }

    @Test
    void shouldNotStealTheCallBackWhenAnotherExchangeHasAttached() {
        // given
        HeldCall call = held();
        cut(call, first);
        Exchange repeat = new Exchange();
        room.placed(request()).await(repeat);
        // when
        Resumed resumed = resume(call.place().orElseThrow(), "session");
        // then
        assertThat(resumed).isInstanceOf(Resumed.Unknown.class);
        assertThat(repeat.superseded).isFalse();
    }

    @Test
    void shouldBeUnknownInAnotherSessionAndAheadOfItsLegs() {
        // given
        EventId place = held().place().orElseThrow();
        // then
        assertThat(resume(place, "another")).isInstanceOf(Resumed.Unknown.class);
        assertThat(resume(EventId.before(place.stream(), 1), "session")).isInstanceOf(Resumed.Unknown.class);
        assertThat(first.superseded).isFalse();
    }

    @Test
    void shouldBeOverWhenTheRequestWasCancelledOrTimedOut() {
        // given
        HeldCall call = held();
        // when
        call.giveUp();
        // then
        await().untilAsserted(() ->
                assertThat(resume(call.place().orElseThrow(), "session")).isInstanceOf(Resumed.Over.class));
    }

    @Test
    void shouldBeOverWhenItWasToldToComeBack() {
        // given
        room.scene.budget = Optional.of(java.time.Duration.ofMillis(20));
        HeldCall call = held();
        await().until(() -> first.words().equals(List.of("[APPROVAL PENDING]")));
        // then
        await().untilAsserted(() ->
                assertThat(resume(call.place().orElseThrow(), "session")).isInstanceOf(Resumed.Over.class));
    }

    @Test
    void shouldBeSentToAnotherNodeWhenTheNodeStops() {
        // given
        first.comesBack = true;
        held();
        // when
        room.calls.drain().join();
        // then
        assertThat(first.answers).isEmpty();
        assertThat(room.holds.told).containsExactly("detached");
    }

    @Test
    void shouldTellTheSendingWhenTheAgentTakesTheCallBackOnALaterLeg() {
        // given a sending under way, begun for the first leg
        room.bank.answer = new CompletableFuture<>();
        HeldCall call = held();
        room.approve();
        await().until(() -> room.bank.sent.get() == 1);
        HeldCall second = resumed(call.place().orElseThrow());
        second.await(new Exchange());
        // when a timeout of the client, then a wish
        assertThat(room.bank.waiting.cancelled().toCompletableFuture()).isNotDone();
        second.withdraw();
        // then
        assertThat(room.bank.waiting.cancelled().toCompletableFuture()).isDone();
    }
}
