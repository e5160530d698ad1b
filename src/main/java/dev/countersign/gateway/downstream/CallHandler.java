package dev.countersign.gateway.downstream;

import dev.countersign.call.RawArguments;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.gateway.CallGate;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.hold.Holding;
import dev.countersign.gateway.downstream.task.TaskCalls;
import dev.countersign.gateway.downstream.task.TaskMethods;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Message.ToolsCall;
import dev.countersign.gateway.protocol.Params;
import dev.countersign.gateway.protocol.RequestState;
import dev.countersign.gateway.session.McpSession;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** {@code tools/call}: the gate decides, and its outcome becomes an answer. */
@Singleton
final class CallHandler {

    private static final Logger LOGGER = Logger.getLogger(CallHandler.class);

    private final CallGate gate;
    private final Forwarder forwarder;
    private final Holding holding;
    private final TaskCalls tasks;
    private final TaskMethods taskMethods;
    private final Replies replies;

    CallHandler(
            CallGate gate,
            Forwarder forwarder,
            Holding holding,
            TaskCalls tasks,
            TaskMethods taskMethods,
            Replies replies) {
        this.gate = gate;
        this.forwarder = forwarder;
        this.holding = holding;
        this.tasks = tasks;
        this.taskMethods = taskMethods;
        this.replies = replies;
    }

    void handle(AgentRequest request, ToolsCall call) {
        CallRequest asked = asked(request, call);
        Caller caller = asked.caller();
        CompletionStage<GateOutcome> deciding = gate.pass(asked);
        CompletableFuture<GateOutcome> decided = deciding.toCompletableFuture();
        if (decided.isDone() && !decided.isCompletedExceptionally()) {
            answer(request, call, caller, decided.join());
            return;
        }
        deciding.whenComplete((outcome, failed) -> request.loop().runOnContext(on -> {
            if (failed == null) {
                answer(request, call, caller, outcome);
            } else {
                LOGGER.errorf(
                        failed,
                        "the gate failed, the call is not sent: server=%s",
                        request.server().name());
                replies.unavailable(request, "the call could not be judged, nothing was sent");
            }
        }));
    }

    /** Whether the request is about the task of a call here; then it is answered. */
    boolean isAboutTask(AgentRequest request) {
        return taskMethods.takes(request, request.message());
    }

    private void answer(AgentRequest request, ToolsCall call, Caller caller, GateOutcome outcome) {
        if (tasks.takes(request, call, outcome)) {
            return;
        }
        if (outcome instanceof GateOutcome.Forward forward) {
            forward(request, forward.booking());
        } else if (outcome instanceof GateOutcome.Held held) {
            request.longLived();
            holding.hold(request, held.call(), caller);
        } else if (request.isOver()) {
            LOGGER.debugf(
                    "the agent is gone, its answer is dropped: server=%s",
                    request.server().name());
        } else if (outcome instanceof GateOutcome.Refused refused) {
            replies.told(request, refused.told());
        } else if (outcome instanceof GateOutcome.Rejected rejected) {
            replies.bad(request, rejected.code(), rejected.message());
        } else if (outcome instanceof GateOutcome.Unavailable unavailable) {
            replies.unavailable(request, unavailable.message());
        }
    }

    /** Nothing is sent for somebody who has gone or has cancelled while it was judged. */
    private void forward(AgentRequest request, GateOutcome.Booking booking) {
        if (request.isOver() || request.isCancelled()) {
            booking.nothingHappened();
            if (!request.isOver()) {
                replies.status(request, 202);
            }
            return;
        }
        forwarder.call(request, booking);
    }

    private static CallRequest asked(AgentRequest request, ToolsCall call) {
        Message message = request.message();
        byte[] body = request.body().bytes();
        RawArguments arguments =
                call.arguments().map(span -> RawArguments.of(span.bytes(body))).orElse(RawArguments.absent());
        ToolCall judged = ToolCall.of(
                request.agent(), request.server().name(), new ToolName(call.tool()), arguments, call.alsoSent());
        return new CallRequest(
                judged,
                request.body(),
                caller(request, message, judged),
                message.params()
                        .flatMap(Params::meta)
                        .map(meta -> meta.span().text(body))
                        .orElse(""),
                request.session().map(McpSession::id),
                message.params().flatMap(params -> params.text("requestState")).filter(RequestState::isOurs),
                request.headers());
    }

    private static Caller caller(AgentRequest request, Message message, ToolCall call) {
        return new Caller(
                request.agent(),
                request.server().name(),
                message.id().orElseThrow().text(),
                message.progressToken(),
                request.era(),
                Holding.canStream(request),
                client(request),
                request.era() == Era.MODERN ? Optional.of(new Caller.Legs(call.digest(), 0)) : Optional.empty());
    }

    private static Optional<Caller.Client> client(AgentRequest request) {
        return request.session().map(session -> new Caller.Client(session.clientName(), session.clientVersion()));
    }
}
