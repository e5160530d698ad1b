package dev.countersign.gateway.downstream;

import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Params;
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
                .flatMap(id -> RequestId.keyOf(id.bytes(request.body().bytes())))
                .flatMap(key -> request.session().orElseThrow().open(key))
                .filter(open -> open.cancel(gaveUp))
                .isPresent();
    }
}
