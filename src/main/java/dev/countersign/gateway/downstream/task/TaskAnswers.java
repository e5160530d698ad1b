package dev.countersign.gateway.downstream.task;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Wire;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.answer.Responses;
import dev.countersign.gateway.protocol.answer.UnreadableAnswerException;
import dev.countersign.gateway.protocol.task.ModernTaskTexts;
import dev.countersign.gateway.protocol.task.TaskEnd;
import dev.countersign.gateway.protocol.task.TaskFacts;
import dev.countersign.gateway.protocol.task.TaskFacts.Status;
import dev.countersign.gateway.protocol.task.TaskTexts;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.TaskState;
import dev.countersign.gateway.task.TaskState.Ended;
import dev.countersign.gateway.task.TaskState.Working;
import dev.countersign.gateway.task.Tasks;
import jakarta.inject.Singleton;
import java.util.Optional;

/** How a task of ours is told in the words of its revision. Blocking: it looks at the record. */
@Singleton
final class TaskAnswers {

    private final Tasks tasks;

    TaskAnswers(Tasks tasks) {
        this.tasks = tasks;
    }

    /** The answer to the call. */
    RawMessage created(AgentRequest request, Task task) {
        TaskFacts facts = now(request, task).facts();
        return request.ourselves()
                .map(server -> ModernTaskTexts.created(id(request), facts, server))
                .orElseGet(() -> TaskTexts.created(id(request), facts));
    }

    /**
     * A task as it is told.
     *
     * @param message the response to the request
     * @param ended whether it tells the end
     */
    record Told(RawMessage message, boolean ended) {}

    /** The answer to {@code tasks/get}, and in 2025-11-25 to {@code tasks/cancel}. */
    Told got(AgentRequest request, Task task) {
        Now now = now(request, task);
        return new Told(
                request.ourselves()
                        .map(server -> ModernTaskTexts.got(id(request), now.facts(), now.end(), server))
                        .orElseGet(() -> TaskTexts.got(id(request), now.facts())),
                !now.end().isEmpty());
    }

    /** The answer to {@code tasks/result}; empty while there is none. */
    Optional<RawMessage> result(AgentRequest request, Task task) {
        TaskState state = tasks.state(task, caller(request));
        if (state instanceof Ended ended) {
            return Optional.of(
                    TaskTexts.result(response(request, ended), task.id().value()));
        }
        return state.isOver()
                ? Optional.of(
                        JsonRpcErrors.of(request.requestId(), ErrorCodes.INTERNAL_ERROR, "The task was cancelled."))
                : Optional.empty();
    }

    /** What the server asks inside the task; empty when it asks nothing now. */
    Optional<RawMessage> question(AgentRequest request, Task task) {
        return tasks.state(task, caller(request)) instanceof Ended ended
                ? Optional.of(response(request, ended)).filter(TaskEnd::asks)
                : Optional.empty();
    }

    /** A task now, and the member that carries its end in the modern shape. */
    private record Now(TaskFacts facts, String end) {}

    private Now now(AgentRequest request, Task task) {
        TaskState state = tasks.state(task, caller(request));
        if (state instanceof Working working) {
            return new Now(facts(task, Status.WORKING, working.message()), "");
        }
        if (state instanceof Ended ended) {
            RawMessage response = response(request, ended);
            TaskEnd end = request.era() == Era.MODERN ? TaskEnd.modern(response) : TaskEnd.legacy(response);
            return new Now(facts(task, end.status(), end.message()), end.member());
        }
        return new Now(facts(task, Status.CANCELLED, "Cancelled by the agent."), "");
    }

    private static TaskFacts facts(Task task, Status status, String message) {
        return new TaskFacts(task.id().value(), status, message, task.createdAt(), task.updatedAt(), task.ttlMillis());
    }

    private static RawMessage response(AgentRequest request, Ended ended) {
        RawMessage response = Wire.answer(id(request), request.ourselves(), ended.answer());
        try {
            return Responses.withId(response, id(request));
        } catch (UnreadableAnswerException unreadable) {
            return response;
        }
    }

    /** Who asks now, whoever made the call. */
    static Caller caller(AgentRequest request) {
        return new Caller(
                request.agent(),
                request.server().name(),
                id(request),
                Optional.empty(),
                request.era(),
                true,
                Optional.empty());
    }

    private static String id(AgentRequest request) {
        return request.requestId().orElseThrow();
    }
}
