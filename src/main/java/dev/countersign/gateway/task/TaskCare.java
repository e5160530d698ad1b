package dev.countersign.gateway.task;

import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.hold.HeldCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/**
 * What living nodes do for tasks: take over the waiting of those whose node has died, say {@code unknown} of what a dead node was
 * sending, and look whether a task that somebody here waits for has ended elsewhere. Blocking; harmless when several nodes do it.
 */
@ApplicationScoped
public class TaskCare {

    private final TaskStore store;
    private final HeldCalls heldCalls;
    private final TaskEnds ends;
    private final SentTasks sent;

    TaskCare(TaskStore store, HeldCalls heldCalls, TaskEnds ends, SentTasks sent) {
        this.store = store;
        this.heldCalls = heldCalls;
        this.ends = ends;
        this.sent = sent;
    }

    /** Tasks that no living node waits for are waited for here. */
    public void adopt() {
        store.adopt().forEach(this::adopt);
    }

    private void adopt(Task task) {
        Optional<HeldCall> call = task.approval().flatMap(approval -> rejoin(approval, task));
        call.ifPresent(held -> held.await(new TaskWaiter(task.id(), ends)));
    }

    private Optional<HeldCall> rejoin(ApprovalId approval, Task task) {
        Task.Owner owner = task.owner();
        return heldCalls.rejoin(
                approval,
                new Caller(owner.agent(), owner.server(), "0", Optional.empty(), owner.era(), true, Optional.empty()));
    }

    /** Calls that were being sent by nodes that live no more. */
    public void giveUpAbandoned() {
        store.abandoned().forEach(sent::lost);
    }

    /** Wakes whoever waits here for a task that is over. */
    public void lookAround() {
        Collection<TaskId> waited = ends.waitedFor();
        if (!waited.isEmpty()) {
            store.over(waited).forEach(ends::wake);
        }
    }

    /** Tasks whose time is over are forgotten. */
    public void tidy() {
        store.forget();
    }
}
