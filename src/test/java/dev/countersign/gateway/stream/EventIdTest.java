package dev.countersign.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cs.<stream>.<n>}: what clients get and show again. */
class EventIdTest {

    private static final UUID STREAM = new UUID(0x0123456789abcdefL, -2);

    @Test
    void shouldReadWhatItWrites() {
        EventId id = EventId.before(STREAM, 7).next().next();
        assertThat(id).hasToString("cs.0123456789abcdeffffffffffffffffe.7000000002");
        assertThat(EventId.parse(id.toString())).contains(id);
        assertThat(id.leg()).isEqualTo(7);
    }

    @Test
    void shouldGrowOverAllLegs() {
        assertThat(EventId.before(STREAM, 1).n())
                .isGreaterThan(EventId.before(STREAM, 0).next().n());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cs.",
                "cs.0123456789abcdef.1",
                "cs.0123456789abcdeffffffffffffffffe",
                "cs.0123456789ABCDEFfffffffffffffffe.1",
                "cs.0123456789abcdeffffffffffffffffe.01",
                "cs.0123456789abcdeffffffffffffffffe.-1",
                "cs.0123456789abcdeffffffffffffffffe.9007199254740992",
                "cs.0123456789abcdeffffffffffffffffe.99999999999999999999",
                "cs.0123456789abcdeffffffffffffffffe.1 "
            })
    void shouldBeOursAndUnknownWhenItIsMalformed(String text) {
        assertThat(EventId.isOurs(text)).isTrue();
        assertThat(EventId.parse(text)).isEmpty();
    }

    @Test
    void shouldLeaveIdsOfServersAlone() {
        assertThat(EventId.isOurs("42")).isFalse();
        assertThat(EventId.isOurs("")).isFalse();
    }
}
