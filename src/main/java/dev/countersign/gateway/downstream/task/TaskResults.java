package dev.countersign.gateway.downstream.task;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.downstream.answer.Replies;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.gateway.task.Task;
import dev.countersign.gateway.task.TaskEnds;
import dev.countersign.gateway.task.Tasks;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** {@code tasks/result}: answers at once when the task is over, else keeps the exchange open until it is (2025-11-25). */
@Singleton
final class TaskResults {

    private static final Logger LOGGER = Logger.getLogger(TaskResults.class);

    private final Tasks tasks;
    private final TaskAnswers answers;
    private final TaskEnds ends;
    private final Workers workers;
    private final Replies replies;
    private final ResultWaits waits;

    TaskResults(Tasks tasks, TaskAnswers answers, TaskEnds ends, Workers workers, Replies replies, ResultWaits waits) {
        this.tasks = tasks;
        this.answers = answers;
        this.ends = ends;
        this.workers = workers;
        this.replies = replies;
        this.waits = waits;
    }

    /**
     * What a look at the task has found.
     *
     * @param task empty when there is no such task for this agent
     * @param answer what is to be answered; empty while there is nothing
     */
    private record Look(Optional<Task> task, Optional<RawMessage> answer) {

        boolean isPending() {
            return task.isPresent() && answer.isEmpty();
        }
    }

    void result(AgentRequest request, String id) {
        workers.call(() -> look(request, id))
                .whenComplete((found, failed) -> request.loop().runOnContext(on -> {
                    if (failed != null) {
                        LOGGER.warnf("a task could not be looked at: %s", failed.toString());
                        replies.unavailable(request, "the task cannot be looked at for the moment");
                    } else if (found.isPending()) {
                        waits.open(request, wait -> begin(request, found.task().orElseThrow(), wait));
                    } else {
                        RawMessage answer = found.answer().orElseGet(() -> TaskMethods.unknown(request));
                        replies.json(request.out(), 200, answer).onSuccess(written -> fetched(found));
                    }
                }));
    }

    /** Told of the end from now on; one that came in between is found by a look of its own. */
    private void begin(AgentRequest request, Task task, ResultWait wait) {
        Consumer<ResultWait> again = open -> workers.run(() -> lookAgain(request, task, open));
        wait.onLook(again);
        request.whenOver(ends.listen(task.id(), wait));
        wait.look();
    }

    private void lookAgain(AgentRequest request, Task task, ResultWait wait) {
        try {
            Look found = look(request, task.id().value());
            if (!found.isPending()) {
                RawMessage answer = found.answer().orElseGet(() -> TaskMethods.unknown(request));
                wait.answer(answer, () -> fetched(found));
            }
        } catch (RuntimeException away) {
            LOGGER.warn("a task could not be looked at; it is looked at again");
        }
    }

    private Look look(AgentRequest request, String id) {
        Optional<Task> task = tasks.find(id, TaskAnswers.caller(request));
        return new Look(task, task.flatMap(found -> answers.result(request, found)));
    }

    private void fetched(Look found) {
        workers.untilDone("noting that a task's result was fetched", () -> {
            found.task().ifPresent(tasks::fetched);
            return true;
        });
    }
}
