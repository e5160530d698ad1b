package dev.countersign.gateway.downstream;

import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Params;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.JsonValue;
import dev.countersign.json.StrictJson;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code notifications/cancelled}: for a request that is held here it ends the hold or the waiting; any other goes to the server. */
@Singleton
final class Cancellations {

    /** What clients say when their timer ran out, which is no wish of anybody. */
    private static final Pattern TIMEOUT = Pattern.compile("(?i)time[d]?[ -]?out");

    /** Whether it was about a request of the same session that the server does not know. */
    boolean isHere(AgentRequest request, Message message) {
        Optional<Params> params = message.params();
        if (params.isEmpty()) {
            return false;
        }
        boolean gaveUp = params.get()
                .text("reason")
                .filter(reason -> TIMEOUT.matcher(reason).find())
                .isPresent();
        return params.get()
                .value("requestId")
                .flatMap(id -> key(id, request.body().bytes()))
                .flatMap(key -> request.session().orElseThrow().open(key))
                .filter(open -> open.cancel(gaveUp))
                .isPresent();
    }

    /** In the form of {@link Message.RequestId#value}. */
    private static Optional<String> key(Span id, byte[] body) {
        try {
            JsonValue value = StrictJson.parse(id.bytes(body), JsonLimits.DEFAULT);
            if (value instanceof JsonValue.JsonString text) {
                return Optional.of("s" + text.value());
            }
            return value instanceof JsonValue.JsonNumber number ? Optional.of("n" + number.text()) : Optional.empty();
        } catch (DoubtfulJsonException notAnId) {
            return Optional.empty();
        }
    }
}
