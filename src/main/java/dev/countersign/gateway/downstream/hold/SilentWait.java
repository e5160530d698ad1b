package dev.countersign.gateway.downstream.hold;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.answer.Wire;
import io.vertx.core.Future;

/** For an agent that takes no event stream: nothing is written until the answer, which is JSON and comes within 20 s. */
final class SilentWait extends HeldExchange {

    private final String requestId;
    private final Replies replies;

    SilentWait(AgentRequest request, HeldCall call, Caller caller, Replies replies) {
        super(request, call);
        this.requestId = caller.requestId();
        this.replies = replies;
    }

    @Override
    public void relay(RawMessage message) {
        // An answer as JSON has no place for other messages.
    }

    @Override
    Future<Void> writeLast(HeldAnswer answer) {
        int status = answer instanceof HeldAnswer.Failed ? 502 : 200;
        return replies.json(
                request().out(), status, Wire.answer(requestId, request().ourselves(), answer));
    }

    @Override
    void endWithoutAnswer() {
        replies.status(request(), 202);
    }
}
