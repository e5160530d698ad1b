package dev.countersign.gateway.downstream.task;

import dev.countersign.call.ToolName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.GateOutcome.Booking;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.gateway.protocol.Message.ToolsCall;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.protocol.answer.ToolResults;
import dev.countersign.gateway.protocol.task.TaskAsked;
import dev.countersign.gateway.task.SentTasks;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.Tasks;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A {@code tools/call} that its client wants, or may get, as a task. The handle is told once the task is durable; a task whose handle
 * did not reach its agent is none, and nothing is sent for it.
 */
@Singleton
public final class TaskCalls {

    private static final Logger LOGGER = Logger.getLogger(TaskCalls.class);

    private final Tasks tasks;
    private final SentTasks sent;
    private final ToolLists lists;
    private final Workers workers;
    private final Replies replies;
    private final TaskAnswers answers;

    TaskCalls(Tasks tasks, SentTasks sent, ToolLists lists, Workers workers, Replies replies, TaskAnswers answers) {
        this.tasks = tasks;
        this.sent = sent;
        this.lists = lists;
        this.workers = workers;
        this.replies = replies;
        this.answers = answers;
    }

    /**
     * Answers with a task where there is to be one (protocol design, section 11).
     *
     * @return false when the call is answered in the ordinary way
     */
    public boolean takes(AgentRequest request, ToolsCall call, GateOutcome outcome) {
        Optional<TaskAsked> asked = asked(request);
        if (asked.isEmpty() || request.isOver()) {
            return false;
        }
        long ttl = asked.get().ttlMillis();
        if (outcome instanceof GateOutcome.Held held) {
            held(request, held.call(), ttl);
            return true;
        }
        if (!isOffered(request, call)) {
            return false;
        }
        if (outcome instanceof GateOutcome.Refused refused) {
            RawMessage answer = ToolResults.response("0", refused.told(), Optional.empty());
            begin(request, () -> tasks.ended(owner(request), answer, ttl), ended -> {}, () -> {});
            return true;
        }
        if (outcome instanceof GateOutcome.Forward forward) {
            allowed(request, forward.booking(), ttl);
            return true;
        }
        return false;
    }

    private static Optional<TaskAsked> asked(AgentRequest request) {
        byte[] body = request.body().bytes();
        if (request.era() == Era.MODERN) {
            return TaskAsked.byExtension(request.message(), body);
        }
        return request.session()
                .filter(session -> Revision.negotiated(session.version()).hasTaskParameter())
                .flatMap(session -> TaskAsked.byParameter(request.message(), body));
    }

    /** Whether it was the gateway that offered to run the tool's calls as tasks (2025-11-25): then it has to, held or not. */
    private boolean isOffered(AgentRequest request, ToolsCall call) {
        ToolName tool = new ToolName(call.tool());
        return request.era() == Era.LEGACY
                && lists.mayHold(request.agent(), request.server().name(), tool)
                && !lists.runsTasks(request.server().name(), tool);
    }

    private void held(AgentRequest request, HeldCall call, long ttl) {
        Optional<Task.Call> started = request.era() == Era.MODERN
                ? Optional.of(new Task.Call(request.body(), request.headers()))
                : Optional.empty();
        begin(
                request,
                () -> tasks.held(owner(request), started, call, ttl),
                task -> tasks.await(task, call),
                call::disconnected);
    }

    private void allowed(AgentRequest request, Booking booking, long ttl) {
        Dispatch dispatch = new Dispatch(
                request.server().name(),
                request.agent(),
                request.body(),
                request.requestId().orElseThrow(),
                request.era(),
                request.session().map(session -> session.id()),
                request.headers());
        begin(
                request,
                () -> tasks.sending(owner(request), ttl),
                task -> send(task, dispatch, booking),
                booking::nothingHappened);
    }

    private void send(Task task, Dispatch dispatch, Booking booking) {
        CompletionStage<Void> unused = sent.send(task, dispatch, booking).exceptionally(failed -> {
            LOGGER.errorf(failed, "the call of a task failed: server=%s", dispatch.server());
            return null;
        });
    }

    /**
     * Keeps a task, tells its handle, then lets it begin.
     *
     * @param begin when the agent has the handle
     * @param givenUp when it has not
     */
    private void begin(AgentRequest request, Supplier<Optional<Task>> keep, Consumer<Task> begin, Runnable givenUp) {
        workers.call(keep)
                .whenComplete((kept, failed) -> request.loop().runOnContext(on -> {
                    if (failed != null) {
                        givenUp.run();
                        replies.unavailable(request, "the task could not be kept, nothing was sent");
                    } else if (kept.isEmpty()) {
                        givenUp.run();
                        replies.tooMany(request, "too many tasks of this agent are kept");
                    } else {
                        tell(request, kept.get(), begin, givenUp);
                    }
                }));
    }

    private void tell(AgentRequest request, Task task, Consumer<Task> begin, Runnable givenUp) {
        if (request.isOver() || request.out().closed()) {
            dismiss(task, givenUp);
            return;
        }
        workers.call(() -> answers.created(request, task))
                .thenAccept(handle -> request.loop()
                        .runOnContext(on -> replies.json(request.out(), 200, handle)
                                .onComplete(written -> {
                                    if (written.succeeded()) {
                                        begin.accept(task);
                                    } else {
                                        dismiss(task, givenUp);
                                    }
                                })));
    }

    private void dismiss(Task task, Runnable givenUp) {
        givenUp.run();
        workers.untilDone("dismissing a task that was never told", () -> {
            tasks.dismiss(task);
            return true;
        });
    }

    private static Task.Owner owner(AgentRequest request) {
        return new Task.Owner(
                request.agent(),
                request.server().name(),
                request.era(),
                request.session().map(session -> session.id()));
    }
}
