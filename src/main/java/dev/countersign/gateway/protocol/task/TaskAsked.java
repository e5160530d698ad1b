package dev.countersign.gateway.protocol.task;

import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.json.JsonValue.JsonObject;
import dev.countersign.json.StrictJson;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a call asks to be run as a task.
 *
 * @param ttlMillis how long the agent wants the task to be kept, 0 when it does not say
 */
public record TaskAsked(long ttlMillis) {

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** {@code params.task} of 2025-11-25; anything but an object asks for nothing. */
    public static Optional<TaskAsked> byParameter(Message call, byte[] body) {
        return call.params()
                .flatMap(params -> params.value("task"))
                .flatMap(span -> object(span, body))
                .map(task -> new TaskAsked(task.members().get("ttl") instanceof JsonNumber ttl ? millis(ttl) : 0));
    }

    /** The extension of 2026-07-28, declared by the capabilities of the request itself. */
    public static Optional<TaskAsked> byExtension(Message request, byte[] body) {
        return request.params()
                .flatMap(params -> params.meta())
                .flatMap(meta -> meta.clientCapabilities())
                .flatMap(span -> object(span, body))
                .filter(capabilities -> capabilities.members().get("extensions") instanceof JsonObject extensions
                        && extensions.members().get(TaskOffer.EXTENSION) instanceof JsonObject)
                .map(declared -> new TaskAsked(0));
    }

    private static long millis(JsonNumber ttl) {
        return ttl.value().max(BigDecimal.ZERO).min(LONGEST).longValue();
    }

    private static Optional<JsonObject> object(Span span, byte[] body) {
        try {
            JsonValue value = StrictJson.parse(span.bytes(body), JsonLimits.DEFAULT);
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (DoubtfulJsonException scannedBefore) {
            return Optional.empty();
        }
    }
}
