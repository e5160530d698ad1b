package dev.countersign.gateway.protocol.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gateway.RawMessage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams by the rules of the WHATWG standard, however the network cuts them. */
class SseTest {

    private static final String STREAM =
            "\ufeff: hello\n\nid: 1\nretry: 1000\ndata:\n\nevent: x\ndata: {\"a\":\ndata:  \"é\"}\nid\n\n"
                    + "unknown: y\nretry: 1s\n:\ndata\n\nid: a\0b\ndata:1\n\n\n\ndata: never finished";

    private static List<SseEvent> decode(byte[] stream, int step) throws EventTooLargeException {
        SseDecoder decoder = new SseDecoder();
        List<SseEvent> events = new ArrayList<>();
        for (int at = 0; at < stream.length; at += step) {
            events.addAll(decoder.feed(java.util.Arrays.copyOfRange(stream, at, Math.min(stream.length, at + step))));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void shouldReadTheSameEventsWhateverEndsLinesAndHoweverBytesCome(String lineEnd) throws EventTooLargeException {
        byte[] stream = STREAM.replace("\n", lineEnd).getBytes(UTF_8);
        for (int step : new int[] {1, 2, 3, 7, stream.length}) {
            // when
            List<SseEvent> events = decode(stream, step);

            // then
            assertThat(events).hasSize(5);
            assertThat(events.get(0).comments()).containsExactly("hello");
            assertThat(events.get(0).data()).isEmpty();
            assertThat(events.get(1).id()).contains("1");
            assertThat(events.get(1).retry()).hasValue(1000);
            assertThat(events.get(1).data()).isPresent();
            assertThat(events.get(1).hasMessage()).isFalse();
            assertThat(events.get(2).type()).isEqualTo("x");
            assertThat(events.get(2).data().orElseThrow().text()).isEqualTo("{\"a\":\n \"é\"}");
            assertThat(events.get(2).id()).contains("");
            assertThat(events.get(3).type()).isEqualTo("message");
            assertThat(events.get(3).retry()).isEmpty();
            assertThat(events.get(4).id()).isEmpty();
            assertThat(events.get(4).data().orElseThrow().text()).isEqualTo("1");
        }
    }

    @Test
    void shouldKeepEveryByteWhenBlocksArePassedOn() throws EventTooLargeException {
        // given
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(new String[] {"data: a", "id: 1", ":", "\n", "\r", "\r\n", "\n\n", "é"}[random.nextInt(8)]);
            }
            byte[] stream = text.toString().getBytes(UTF_8);
            SseDecoder decoder = new SseDecoder();
            ByteArrayOutputStream passed = new ByteArrayOutputStream();

            // when
            for (byte b : stream) {
                decoder.feed(new byte[] {b})
                        .forEach(event -> passed.writeBytes(event.raw().bytes()));
            }
            passed.writeBytes(decoder.rest().bytes());

            // then
            assertThat(passed.toByteArray()).isEqualTo(stream);
        }
    }

    @Test
    void shouldGiveUpWhenAnEventIsTooLarge() throws EventTooLargeException {
        // given
        SseDecoder decoder = new SseDecoder(100);
        decoder.feed(("data: " + "x".repeat(92) + "\n\n").getBytes(UTF_8));
        decoder.feed(("data: " + "x".repeat(92) + "\n\n").getBytes(UTF_8));

        // then
        assertThatThrownBy(() -> decoder.feed(("data: " + "x".repeat(95)).getBytes(UTF_8)))
                .isInstanceOf(EventTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "{\"a\":\n1}", "{\r\n\"a\":\r\n1\r\n}", "{\"é\":\r1}\n"})
    void shouldReadBackWhatWasWrittenWhenDataHasLineBreaks(String message) throws EventTooLargeException {
        // when
        byte[] written = SseEncoder.event(Optional.of("cs.1.2"), RawMessage.of(message));

        // then
        SseEvent event = decode(written, 5).get(0);
        assertThat(event.id()).contains("cs.1.2");
        assertThat(event.data().orElseThrow().text())
                .isEqualTo(message.replace("\r\n", "\n").replace('\r', '\n'));
        assertThat(event.raw().bytes()).isEqualTo(written);
    }

    @Test
    void shouldWriteSignsOfLifeAndPrimersWhenNothingElseIsToSay() {
        assertThat(new String(SseEncoder.comment("wai\nting"), UTF_8)).isEqualTo(": wai ting\n\n");
        assertThat(new String(SseEncoder.primer("cs.1.1", Duration.ofSeconds(1)), UTF_8))
                .isEqualTo("id: cs.1.1\nretry: 1000\ndata:\n\n");
        assertThat(new String(SseEncoder.event(Optional.empty(), RawMessage.of("{}")), UTF_8))
                .isEqualTo("event: message\ndata: {}\n\n");
    }
}
