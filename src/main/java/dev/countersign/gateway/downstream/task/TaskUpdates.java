package dev.countersign.gateway.downstream.task;

import dev.countersign.call.RawArguments;
import dev.countersign.call.ToolCall;
import dev.countersign.call.ToolName;
import dev.countersign.gateway.CallGate;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Message.ToolsCall;
import dev.countersign.gateway.protocol.MessageScan;
import dev.countersign.gateway.protocol.Params;
import dev.countersign.gateway.protocol.RejectedMessageException;
import dev.countersign.gateway.protocol.Requests;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.ToolResults;
import dev.countersign.gateway.protocol.task.ModernTaskTexts;
import dev.countersign.gateway.protocol.task.TaskInput;
import dev.countersign.gateway.task.SentTasks;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.Tasks;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code tasks/update}: the agent answers what its server has asked inside a task. That may change what happens, so the call with the
 * answers is judged as any other, and held anew under the same task where the policy holds it.
 */
@Singleton
final class TaskUpdates {

    private final CallGate gate;
    private final Tasks tasks;
    private final SentTasks sent;
    private final TaskAnswers answers;
    private final Workers workers;

    TaskUpdates(CallGate gate, Tasks tasks, SentTasks sent, TaskAnswers answers, Workers workers) {
        this.gate = gate;
        this.tasks = tasks;
        this.sent = sent;
        this.answers = answers;
        this.workers = workers;
    }

    /** On a worker. Completes with the answer to the request; input that answers nothing is acknowledged and ignored. */
    CompletionStage<RawMessage> update(AgentRequest request, Task task) {
        Optional<TaskInput> input =
                answers.question(request, task).flatMap(asked -> TaskInput.of(asked, request.body()));
        if (input.isEmpty() || task.call().isEmpty() || !tasks.claimLeg(task)) {
            return CompletableFuture.completedFuture(acknowledged(request));
        }
        RawMessage call = Requests.withInput(
                task.call().get().message(),
                input.get().requestState(),
                input.get().inputResponses());
        try {
            CallRequest next = asked(request, task.call().get(), call);
            return gate.pass(next).thenCompose(outcome -> workers.call(() -> goOn(request, task, next, outcome)));
        } catch (RejectedMessageException unusable) {
            return CompletableFuture.completedFuture(
                    JsonRpcErrors.of(request.requestId(), unusable.code(), unusable.sentence()));
        }
    }

    private RawMessage goOn(AgentRequest request, Task task, CallRequest next, GateOutcome outcome) {
        if (outcome instanceof GateOutcome.Held held) {
            tasks.nextHeld(task, held.call());
        } else if (outcome instanceof GateOutcome.Forward forward) {
            tasks.nextSending(task);
            CompletionStage<Void> unused = sent.send(task, dispatch(next), forward.booking());
        } else if (outcome instanceof GateOutcome.Refused refused) {
            tasks.nextEnded(task, ToolResults.response("0", refused.told(), request.ourselves()));
        } else if (outcome instanceof GateOutcome.Rejected rejected) {
            return JsonRpcErrors.of(request.requestId(), rejected.code(), rejected.message());
        } else if (outcome instanceof GateOutcome.Unavailable unavailable) {
            return JsonRpcErrors.of(request.requestId(), ErrorCodes.INTERNAL_ERROR, unavailable.message());
        }
        return acknowledged(request);
    }

    private static Dispatch dispatch(CallRequest next) {
        return new Dispatch(
                next.call().server(),
                next.call().agent(),
                next.message(),
                next.caller().requestId(),
                next.caller().era(),
                Optional.empty(),
                next.headers());
    }

    private static CallRequest asked(AgentRequest request, Task.Call started, RawMessage call)
            throws RejectedMessageException {
        byte[] body = call.bytes();
        Message message = MessageScan.scan(body, false).all().get(0);
        ToolsCall read = message.call().orElseThrow();
        RawArguments arguments =
                read.arguments().map(span -> RawArguments.of(span.bytes(body))).orElse(RawArguments.absent());
        return new CallRequest(
                ToolCall.of(
                        request.agent(),
                        request.server().name(),
                        new ToolName(read.tool()),
                        arguments,
                        read.alsoSent()),
                call,
                new Caller(
                        request.agent(),
                        request.server().name(),
                        message.id().orElseThrow().text(),
                        Optional.empty(),
                        request.era(),
                        true,
                        Optional.empty()),
                message.params()
                        .flatMap(Params::meta)
                        .map(meta -> meta.span().text(body))
                        .orElse(""),
                Optional.empty(),
                Optional.empty(),
                started.headers());
    }

    private static RawMessage acknowledged(AgentRequest request) {
        return ModernTaskTexts.acknowledged(
                request.requestId().orElseThrow(), request.ourselves().orElseThrow());
    }
}
