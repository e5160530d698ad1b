package dev.countersign.gateway.downstream.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.Drain;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.bound.Loads;
import dev.countersign.gateway.downstream.hold.Heartbeats;
import dev.countersign.gateway.downstream.hold.Holding;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.session.McpSession;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** Exchanges that are kept open until a task is over: as an event stream where the agent takes one, else for 20 s in silence. */
@Singleton
final class ResultWaits {

    /** Held streams of one session (protocol design, section 14). */
    private static final int PER_SESSION = 256;

    private static final long SILENT_MILLIS = 20_000;

    private final Vertx vertx;
    private final Heartbeats heartbeats;
    private final Loads loads;
    private final Drain drain;
    private final Replies replies;

    ResultWaits(Vertx vertx, Heartbeats heartbeats, Loads loads, Drain drain, Replies replies) {
        this.vertx = vertx;
        this.heartbeats = heartbeats;
        this.loads = loads;
        this.drain = drain;
        this.replies = replies;
    }

    /** Opens one on its event loop, unless the agent is gone or has too many. */
    void open(AgentRequest request, Consumer<ResultWait> opened) {
        if (request.isOver()) {
            return;
        }
        McpSession session = request.session().orElseThrow();
        if (!session.hold(PER_SESSION)) {
            replies.tooMany(request, "a session may hold " + PER_SESSION + " calls open");
            return;
        }
        request.longLived();
        loads.held();
        loads.streamOpened();
        boolean streaming = Holding.canStream(request);
        ResultWait wait = new ResultWait(request, replies, streaming);
        Runnable forget = drain.atDrain(() -> request.loop().runOnContext(on -> wait.leave()));
        request.whenOver(() -> {
            forget.run();
            session.stopHolding();
            loads.streamClosed();
        });
        if (streaming) {
            wait.open();
            heartbeats.start(wait);
        } else {
            long timer = vertx.setTimer(SILENT_MILLIS, over -> wait.answer(comeBack(request), () -> {}));
            request.whenOver(() -> vertx.cancelTimer(timer));
        }
        request.heldBy(wait);
        opened.accept(wait);
    }

    private static RawMessage comeBack(AgentRequest request) {
        return JsonRpcErrors.of(
                request.requestId(),
                ErrorCodes.INTERNAL_ERROR,
                "The task is not over yet. Ask again, or accept text/event-stream to wait for its end.");
    }
}
