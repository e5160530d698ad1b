package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Wire;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.protocol.answer.Progress;
import dev.countersign.gateway.protocol.answer.UrlElicitation;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import dev.countersign.gateway.stream.EventId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * An event stream that shows a sign of life until its call is decided. Small, because there may be many: it keeps the response, the
 * hold and a token, not the request's bytes. In a session it can be resumed: every event with data then names its place.
 */
final class HeldStream extends HeldExchange implements Heartbeats.Beat {

    private static final Buffer WAITING = Buffer.buffer(": waiting\n\n");
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** More beats than a leg has, so that progress grows over all legs. */
    private static final long BEATS_OF_A_LEG = 1_000_000;

    /** How much of what a server says before its response is kept for an agent that does not read. */
    private static final long MOST_UNREAD_BYTES = 16L << 20;

    private final HttpServerResponse out;
    private final String requestId;
    private final Optional<String> progressToken;
    private final InstantSource time;
    private final Instant since;
    private volatile Optional<EventId> place;
    private volatile boolean resumable;
    private long beats;
    private boolean serverProgresses;
    private long unread;
    private final Optional<UrlElicitation> link;
    private boolean silent = true;

    HeldStream(AgentRequest request, HeldCall call, Caller caller, Optional<UrlElicitation> link, InstantSource time) {
        super(request, call);
        this.link = link;
        this.out = request.out();
        this.requestId = caller.requestId();
        this.progressToken = caller.progressToken();
        this.time = time;
        this.since = time.instant();
        this.place = call.place();
        this.beats = call.place().map(at -> at.leg() * BEATS_OF_A_LEG).orElse(0L);
        this.serverProgresses = call.isBeingSent();
    }

    /** The head and the first bytes, at once. */
    void open() {
        out.setStatusCode(200)
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-cache, no-transform")
                .putHeader("x-accel-buffering", "no");
        request().session().ifPresent(session -> out.putHeader("mcp-session-id", session.id()));
        boolean primes = request()
                .session()
                .filter(session -> Revision.negotiated(session.version()).hasPrimers())
                .isPresent();
        if (primes && place.isPresent()) {
            out.write(Buffer.buffer(SseEncoder.primer(nextId().orElseThrow(), RETRY)));
        } else {
            out.write(WAITING);
        }
        beat();
        link.map(UrlElicitation::ask).ifPresent(this::write);
    }

    void await() {
        if (!isOver()) {
            call().await(this);
        }
    }

    @Override
    public boolean beat() {
        if (isOver()) {
            return false;
        }
        if (out.writeQueueFull()) {
            return true;
        }
        if (progressToken.isPresent() && !serverProgresses) {
            beats++;
            write(Progress.waiting(progressToken.get(), beats, waitingText()));
        } else if (!silent) {
            out.write(WAITING);
        }
        silent = false;
        return true;
    }

    @Override
    public void relay(RawMessage message) {
        request().loop().runOnContext(on -> {
            if (!isOver()) {
                serverProgresses |= Wire.isProgress(message); // its values are above ours from now on
                Wire.relayed(message, progressToken, beats).ifPresent(this::writeUnlessUnread);
            }
        });
    }

    /** An agent that stopped reading is treated as one that has gone: its answer is kept, what fills the memory is not. */
    private void writeUnlessUnread(RawMessage message) {
        unread = out.writeQueueFull() ? unread + message.size() : 0;
        if (unread > MOST_UNREAD_BYTES) {
            disconnected();
            out.reset();
        } else {
            write(message);
        }
    }

    @Override
    public boolean sendAway() {
        if (!resumable || !isOpen()) {
            return false;
        }
        request().loop().runOnContext(on -> {
            if (finish()) {
                out.end(Buffer.buffer(SseEncoder.retry(RETRY)));
            }
        });
        return true;
    }

    @Override
    Future<Void> writeLast(HeldAnswer answer) {
        link.map(UrlElicitation::complete).ifPresent(this::write);
        return out.end(event(Wire.answer(requestId, request().ourselves(), answer)));
    }

    @Override
    void endWithoutAnswer() {
        out.end();
    }

    private void write(RawMessage message) {
        out.write(event(message));
    }

    private Buffer event(RawMessage message) {
        return Buffer.buffer(SseEncoder.event(nextId(), message));
    }

    private Optional<String> nextId() {
        place = place.map(EventId::next);
        resumable = place.isPresent();
        return place.map(EventId::toString);
    }

    private String waitingText() {
        long minutes = Duration.between(since, time.instant()).toMinutes();
        return "Waiting for approval " + call().id() + " (" + minutes + " min) " + call().url();
    }
}
