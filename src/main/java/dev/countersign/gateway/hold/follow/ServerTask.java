package dev.countersign.gateway.hold.follow;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.json.StrictJson;
import java.time.Duration;
import java.util.Optional;

/**
 * A task as its server describes it.
 *
 * @param id the exact JSON text of its id
 * @param status the server's word, for instance {@code working}
 * @param pause how long to wait before asking again
 */
record ServerTask(String id, String plainId, String status, Duration pause) {

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration USUAL = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** The task that a response to the call hands out; empty when it is the call's result, or an error. */
    static Optional<ServerTask> handedOut(Dispatch dispatch, RawMessage response) {
        byte[] bytes = response.bytes();
        if (dispatch.era() == Era.MODERN) {
            return text(bytes, "result", "resultType").filter("task"::equals).flatMap(is -> read(bytes, "result"));
        }
        boolean asked = span(dispatch.message().bytes(), "params", "task").isPresent();
        boolean result = span(bytes, "result", "content").isPresent();
        return asked && !result ? read(bytes, "result", "task") : Optional.empty();
    }

    /** The task in the answer to {@code tasks/get}. */
    static Optional<ServerTask> got(RawMessage response) {
        return read(response.bytes(), "result");
    }

    private static Optional<ServerTask> read(byte[] bytes, String... at) {
        Optional<Span> id = span(bytes, and(at, "taskId"));
        Optional<String> plain = text(bytes, and(at, "taskId"));
        Optional<String> status = text(bytes, and(at, "status"));
        if (id.isEmpty() || plain.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        Duration pause = millis(bytes, and(at, "pollInterval"))
                .or(() -> millis(bytes, and(at, "pollIntervalMs")))
                .orElse(USUAL);
        return Optional.of(new ServerTask(id.get().text(bytes), plain.get(), status.get(), pause));
    }

    private static String[] and(String[] path, String last) {
        String[] longer = java.util.Arrays.copyOf(path, path.length + 1);
        longer[path.length] = last;
        return longer;
    }

    private static Optional<String> text(byte[] bytes, String... path) {
        return value(bytes, path)
                .flatMap(v -> v instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
    }

    private static Optional<Duration> millis(byte[] bytes, String... path) {
        return value(bytes, path)
                .flatMap(v -> v instanceof JsonNumber number ? Optional.of(number.value()) : Optional.empty())
                .map(number -> Duration.ofMillis(number.min(java.math.BigDecimal.valueOf(LONGEST.toMillis()))
                        .max(java.math.BigDecimal.valueOf(SHORTEST.toMillis()))
                        .longValue()));
    }

    private static Optional<JsonValue> value(byte[] bytes, String... path) {
        try {
            Optional<Span> at = Located.value(bytes, path);
            return at.isEmpty()
                    ? Optional.empty()
                    : Optional.of(StrictJson.parse(at.get().bytes(bytes), JsonLimits.DEFAULT));
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }

    /** Where a value stands; empty when it is not there, or the text cannot be read in one way only. */
    static Optional<Span> span(byte[] bytes, String... path) {
        try {
            return Located.value(bytes, path);
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }
}
