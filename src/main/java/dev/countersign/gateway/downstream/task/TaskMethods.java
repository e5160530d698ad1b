package dev.countersign.gateway.downstream.task;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.downstream.answer.ServerExtensions;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.gateway.protocol.ErrorCodes;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.answer.JsonRpcErrors;
import dev.countersign.gateway.protocol.task.ModernTaskTexts;
import dev.countersign.gateway.protocol.task.TaskAsked;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.TaskId;
import dev.countersign.gateway.task.Tasks;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** The methods {@code tasks/*} for tasks of ours; all other tasks are the server's. */
@Singleton
public final class TaskMethods {

    private static final Logger LOGGER = Logger.getLogger(TaskMethods.class);
    private static final Set<String> METHODS = Set.of("tasks/get", "tasks/result", "tasks/cancel", "tasks/update");
    private static final String UNKNOWN = "no such task, or its time is over";

    private final Tasks tasks;
    private final TaskAnswers answers;
    private final TaskResults results;
    private final TaskUpdates updates;
    private final Workers workers;
    private final Replies replies;
    private final ServerExtensions extensions;

    TaskMethods(
            Tasks tasks,
            TaskAnswers answers,
            TaskResults results,
            TaskUpdates updates,
            Workers workers,
            Replies replies,
            ServerExtensions extensions) {
        this.tasks = tasks;
        this.answers = answers;
        this.results = results;
        this.updates = updates;
        this.workers = workers;
        this.replies = replies;
        this.extensions = extensions;
    }

    /**
     * Answers a request about a task of ours, and one that may not ask about tasks at all.
     *
     * @return false when it is about anything else
     */
    public boolean takes(AgentRequest request, Message message) {
        Optional<String> method = message.method().filter(METHODS::contains);
        if (method.isEmpty() || message.kind() != Message.Kind.REQUEST) {
            return false;
        }
        Optional<String> id = message.params().flatMap(params -> params.text("taskId"));
        boolean ours = id.filter(TaskId::isOurs).isPresent();
        return request.era() == Era.MODERN
                ? modern(request, method.get(), id.orElse(""), ours)
                : ours && legacy(request, method.get(), id.orElseThrow());
    }

    private boolean legacy(AgentRequest request, String method, String id) {
        switch (method) {
            case "tasks/get" -> answer(request, id, this::get);
            case "tasks/cancel" -> answer(request, id, this::cancel);
            case "tasks/result" -> results.result(request, id);
            default -> notFound(request);
        }
        return true;
    }

    private boolean modern(AgentRequest request, String method, String id, boolean ours) {
        boolean exists = !method.equals("tasks/result");
        boolean declared =
                TaskAsked.byExtension(request.message(), request.body().bytes()).isPresent();
        if (exists && !declared) {
            undeclared(request);
        } else if (!ours) {
            if (!exists || !extensions.isWithoutTasks(request.server().name())) {
                return false;
            }
            replies.json(request.out(), 200, unknown(request));
        } else {
            switch (method) {
                case "tasks/get" -> answer(request, id, this::get);
                case "tasks/cancel" -> answer(request, id, this::wishToCancel);
                case "tasks/update" -> update(request, id);
                default -> notFound(request);
            }
        }
        return true;
    }

    /** An answer, and what its arrival means. */
    private record Reply(RawMessage message, Runnable written) {

        static Reply of(RawMessage message) {
            return new Reply(message, () -> {});
        }
    }

    private Reply get(AgentRequest request, Task task) {
        TaskAnswers.Told told = answers.got(request, task);
        return new Reply(told.message(), told.ended() ? () -> fetched(task) : () -> {});
    }

    private void fetched(Task task) {
        workers.untilDone("noting that the end of a task was fetched", () -> {
            tasks.fetched(task);
            return true;
        });
    }

    private Reply cancel(AgentRequest request, Task task) {
        if (!tasks.cancel(task, TaskAnswers.caller(request))) {
            return Reply.of(
                    JsonRpcErrors.of(request.requestId(), ErrorCodes.INVALID_PARAMS, "the task is over already"));
        }
        return Reply.of(find(request, task.id().value())
                .map(after -> answers.got(request, after).message())
                .orElseGet(() -> unknown(request)));
    }

    /** A wish: how the task ends shows when it is looked at. */
    private Reply wishToCancel(AgentRequest request, Task task) {
        boolean unused = tasks.cancel(task, TaskAnswers.caller(request));
        return Reply.of(ModernTaskTexts.acknowledged(
                request.requestId().orElseThrow(), request.ourselves().orElseThrow()));
    }

    private void answer(AgentRequest request, String id, BiFunction<AgentRequest, Task, Reply> with) {
        reply(
                request,
                workers.call(() -> find(request, id)
                        .map(task -> with.apply(request, task))
                        .orElseGet(() -> Reply.of(unknown(request)))));
    }

    private void reply(AgentRequest request, CompletionStage<Reply> coming) {
        coming.whenComplete((reply, failed) -> request.loop().runOnContext(on -> {
            if (failed == null) {
                replies.json(request.out(), 200, reply.message())
                        .onSuccess(written -> reply.written().run());
            } else {
                LOGGER.warnf("a task could not be looked at: %s", failed.toString());
                replies.unavailable(request, "the task cannot be looked at for the moment");
            }
        }));
    }

    private void update(AgentRequest request, String id) {
        CompletionStage<Reply> updated = workers.call(() -> find(request, id)
                        .map(task -> updates.update(request, task))
                        .orElseGet(() -> CompletableFuture.completedFuture(unknown(request))))
                .thenCompose(answer -> answer)
                .thenApply(Reply::of);
        reply(request, updated);
    }

    private Optional<Task> find(AgentRequest request, String id) {
        return tasks.find(id, TaskAnswers.caller(request));
    }

    static RawMessage unknown(AgentRequest request) {
        return JsonRpcErrors.of(request.requestId(), ErrorCodes.INVALID_PARAMS, UNKNOWN);
    }

    /** The extension belongs to each request, not to the client. */
    private void undeclared(AgentRequest request) {
        replies.json(
                request.out(),
                400,
                JsonRpcErrors.withData(
                        request.requestId(),
                        ErrorCodes.MISSING_CAPABILITY,
                        "the request does not declare the extension for tasks",
                        ModernTaskTexts.REQUIRED));
    }

    private void notFound(AgentRequest request) {
        int status = request.era() == Era.MODERN ? 404 : 200;
        replies.json(
                request.out(),
                status,
                JsonRpcErrors.of(request.requestId(), ErrorCodes.METHOD_NOT_FOUND, "this revision has no such method"));
    }
}
