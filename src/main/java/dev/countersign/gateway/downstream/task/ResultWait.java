package dev.countersign.gateway.downstream.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.hold.Heartbeats;
import dev.countersign.gateway.protocol.answer.Progress;
import dev.countersign.gateway.protocol.sse.SseEncoder;
import dev.countersign.gateway.task.TaskEnds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One exchange that waits for the end of a task. Giving it up means nothing for the task. All state belongs to the request's event
 * loop; what comes from other threads hops there.
 */
final class ResultWait implements TaskEnds.Listener, Heartbeats.Beat, AgentRequest.Held {

    private static final Buffer WAITING = Buffer.buffer(": waiting\n\n");

    private final AgentRequest request;
    private final HttpServerResponse out;
    private final Replies replies;
    private final boolean streaming;
    private final Optional<String> progressToken;
    private volatile Consumer<ResultWait> look = wait -> {};
    private int beats;
    private boolean over;

    ResultWait(AgentRequest request, Replies replies, boolean streaming) {
        this.request = request;
        this.out = request.out();
        this.replies = replies;
        this.streaming = streaming;
        this.progressToken = request.progressToken();
    }

    /** What is done when the task may be over. */
    void onLook(Consumer<ResultWait> looking) {
        look = looking;
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
    }

    @Override
    public boolean beat() {
        if (!over && !out.writeQueueFull()) {
            beats++;
            out.write(progressToken
                    .map(token -> event(Progress.waiting(token, beats, "Waiting for the end of the task")))
                    .orElse(WAITING));
        }
        return !over;
    }

    @Override
    public void look() {
        look.accept(this);
    }

    @Override
    public void relay(RawMessage message) {
        request.loop().runOnContext(on -> {
            if (!over && streaming) {
                out.write(event(message));
            }
        });
    }

    /** The last word; from any thread. */
    void answer(RawMessage answer, Runnable written) {
        request.loop().runOnContext(on -> {
            if (!over && !out.closed()) {
                over = true;
                Future<Void> end = streaming ? out.end(event(answer)) : replies.json(out, 200, answer);
                end.onSuccess(done -> written.run());
            }
        });
    }

    @Override
    public void disconnected() {
        over = true;
    }

    @Override
    public void cancelled(boolean gaveUpWaiting) {
        leave();
    }

    @Override
    public void leave() {
        if (!over) {
            over = true;
            if (streaming) {
                out.end();
            } else {
                replies.status(request, 202);
            }
        }
    }

    private static Buffer event(RawMessage message) {
        return Buffer.buffer(SseEncoder.event(Optional.empty(), message));
    }
}
