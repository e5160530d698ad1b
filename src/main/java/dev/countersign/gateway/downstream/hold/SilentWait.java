package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Waiter;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.answer.Wire;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** For an agent that takes no event stream: nothing is written until the answer, which is JSON and comes within 20 s. */
final class SilentWait implements Waiter, AgentRequest.Held {

    private final AgentRequest request;
    private final HeldCall call;
    private final Replies replies;
    private volatile boolean over;

    SilentWait(AgentRequest request, HeldCall call, Replies replies) {
        this.request = request;
        this.call = call;
        this.replies = replies;
        request.forgetBody();
    }

    @Override
    public boolean isOpen() {
        return !over && !request.out().closed();
    }

    @Override
    public void relay(RawMessage message) {
        // An answer as JSON has no place for other messages.
    }

    @Override
    public CompletionStage<Boolean> deliver(HeldAnswer answer) {
        CompletableFuture<Boolean> delivered = new CompletableFuture<>();
        request.loop().runOnContext(on -> {
            if (over || request.out().closed()) {
                delivered.complete(false);
                return;
            }
            over = true;
            int status = answer instanceof HeldAnswer.Failed ? 502 : 200;
            replies.json(
                            request.out(),
                            status,
                            Wire.answer(request.requestId().orElseThrow(), request.ourselves(), answer))
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
            replies.status(request, 202);
        }
    }

    @Override
    public void leave() {
        if (!over) {
            over = true;
            call.detach();
            replies.status(request, 202);
        }
    }
}
