package dev.countersign.gateway.upstream.http;

import dev.countersign.gateway.protocol.HeaderRules;
import dev.countersign.gateway.upstream.AnswerReader;
import java.util.HashMap;
import java.util.Map;

/** From where, and when, the answer of a released call is asked for again (Streamable HTTP, "Resumability and Redelivery"). */
final class Resumption {

    /** Without a word of the server; also the least pause after a leg that brought nothing new, doubled each time. */
    private static final long DEFAULT_MILLIS = 1_000;

    private static final long LEAST_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private String lastEventId = "";
    private long retryMillis = DEFAULT_MILLIS;
    private long pauseMillis;

    /** A leg is over; what it said counts from now on. */
    void after(AnswerReader leg) {
        if (leg.lastEventId().isPresent()) {
            lastEventId = leg.lastEventId().get();
            pauseMillis = 0;
        }
        leg.retryMillis().ifPresent(said -> retryMillis = Math.max(LEAST_MILLIS, said));
    }

    boolean isKnown() {
        return !lastEventId.isEmpty();
    }

    /** How long to wait: what the server asked for, and longer each time that nothing came of it. */
    long takeDelayMillis() {
        long delay = Math.max(retryMillis, pauseMillis);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(DEFAULT_MILLIS, 2 * pauseMillis));
        return delay;
    }

    /** The headers of the GET: those of the call, as far as they are not about its body. */
    Map<String, String> headers(Map<String, String> ofCall) {
        Map<String, String> headers = new HashMap<>(ofCall);
        headers.remove("content-type");
        headers.put("accept", "text/event-stream");
        headers.put(HeaderRules.LAST_EVENT_ID, lastEventId);
        return headers;
    }
}
