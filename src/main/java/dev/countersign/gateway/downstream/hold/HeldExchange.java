package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.Waiter;
import dev.countersign.gateway.downstream.AgentRequest;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An exchange that waits for a held call, and all the ways in which it may end; it ends once. All state belongs to the request's event
 * loop; what comes from other threads hops there.
 */
abstract class HeldExchange implements Waiter, AgentRequest.Held {

    private final AgentRequest request;
    private final HeldCall call;
    private volatile boolean over;

    HeldExchange(AgentRequest request, HeldCall call) {
        this.request = request;
        this.call = call;
        request.forgetBody();
    }

    /** Writes the last word. On the event loop, once at most. */
    abstract Future<Void> writeLast(HeldAnswer answer);

    /** Ends the response without one. On the event loop, once at most, and not after the last word. */
    abstract void endWithoutAnswer();

    final HeldCall call() {
        return call;
    }

    final AgentRequest request() {
        return request;
    }

    final boolean isOver() {
        return over;
    }

    /** Ends it here, whoever called; false when it had ended. */
    final boolean finish() {
        boolean first = !over;
        over = true;
        return first;
    }

    @Override
    public final boolean isOpen() {
        return !over && !request.out().closed();
    }

    @Override
    public final CompletionStage<Boolean> deliver(HeldAnswer answer) {
        CompletableFuture<Boolean> delivered = new CompletableFuture<>();
        request.loop().runOnContext(on -> {
            if (request.out().closed() || !finish()) {
                delivered.complete(false);
                return;
            }
            writeLast(answer).onComplete(written -> delivered.complete(written.succeeded()));
        });
        return delivered;
    }

    @Override
    public final void supersede() {
        request.loop().runOnContext(on -> leave());
    }

    @Override
    public final void disconnected() {
        if (finish()) {
            call.disconnected();
        }
    }

    @Override
    public final void cancelled(boolean gaveUpWaiting) {
        if (finish()) {
            if (gaveUpWaiting) {
                call.giveUp();
            } else {
                call.withdraw();
            }
            endWithoutAnswer();
        }
    }

    @Override
    public final void leave() {
        if (finish()) {
            call.detach();
            endWithoutAnswer();
        }
    }
}
