package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Waiter;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Wire;
import dev.countersign.gateway.protocol.answer.Progress;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An event stream that shows a sign of life until its call is decided. Small, because there may be many: it keeps the response, the
 * hold and a token, not the request's bytes.
 *
 * <p>All state belongs to the request's event loop; what comes from other threads hops there.
 */
final class HeldStream implements Waiter, Heartbeats.Beat, AgentRequest.Held {

    private static final Buffer WAITING = Buffer.buffer(": waiting\n\n");

    private final AgentRequest request;
    private final HttpServerResponse out;
    private final HeldCall call;
    private final Optional<String> progressToken;
    private final InstantSource time;
    private final Instant since;
    private int beats;
    private boolean silent = true;
    private volatile boolean over;

    HeldStream(AgentRequest request, HeldCall call, InstantSource time) {
        this.request = request;
        this.out = request.out();
        this.call = call;
        this.progressToken = request.progressToken();
        this.time = time;
        this.since = time.instant();
        request.forgetBody();
    }

    /** The head and the first bytes, at once. */
    void open() {
        out.setStatusCode(200)
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-cache, no-transform")
                .putHeader("x-accel-buffering", "no");
        request.session().ifPresent(session -> out.putHeader("mcp-session-id", session.id()));
        out.write(WAITING);
        beat();
    }

    void await() {
        if (!over) {
            call.await(this);
        }
    }

    @Override
    public boolean beat() {
        if (over) {
            return false;
        }
        if (out.writeQueueFull()) {
            return true;
        }
        if (progressToken.isPresent()) {
            beats++;
            out.write(event(Progress.waiting(progressToken.get(), beats, waitingText())));
        } else if (!silent) {
            out.write(WAITING);
        }
        silent = false;
        return true;
    }

    @Override
    public boolean isOpen() {
        return !over && !out.closed();
    }

    @Override
    public void relay(RawMessage message) {
        request.loop().runOnContext(on -> {
            if (!over) {
                Wire.relayed(message, progressToken, beats).ifPresent(passed -> out.write(event(passed)));
            }
        });
    }

    @Override
    public CompletionStage<Boolean> deliver(HeldAnswer answer) {
        CompletableFuture<Boolean> delivered = new CompletableFuture<>();
        request.loop().runOnContext(on -> {
            if (over || out.closed()) {
                delivered.complete(false);
                return;
            }
            over = true;
            out.end(event(Wire.answer(request.requestId().orElseThrow(), request.ourselves(), answer)))
                    .onComplete(written -> delivered.complete(written.succeeded()));
        });
        return delivered;
    }

    @Override
    public void supersede() {
        request.loop().runOnContext(on -> leave());
    }

    @Override
    public void disconnected() {
        if (!over) {
            over = true;
            call.disconnected();
        }
    }

    @Override
    public void cancelled(boolean gaveUpWaiting) {
        if (gaveUpWaiting) {
            leave();
        } else if (!over) {
            over = true;
            call.withdraw();
            out.end();
        }
    }

    @Override
    public void leave() {
        if (!over) {
            over = true;
            call.detach();
            out.end();
        }
    }

    private static Buffer event(RawMessage message) {
        return Buffer.buffer(SseEncoder.event(Optional.empty(), message));
    }

    private String waitingText() {
        long minutes = Duration.between(since, time.instant()).toMinutes();
        return "Waiting for approval " + call.id() + " (" + minutes + " min) " + call.url();
    }
}
