package dev.countersign.gateway.task;

import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Waiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What waits for a held call in the place of a connection. It never closes: a task counts as waiting until its call has ended. The
 * answer stays in the record of the call, undelivered, until somebody fetches it.
 */
final class TaskWaiter implements Waiter {

    private final TaskId id;
    private final TaskEnds ends;

    TaskWaiter(TaskId id, TaskEnds ends) {
        this.id = id;
        this.ends = ends;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public void relay(RawMessage message) {
        ends.relay(id, message);
    }

    @Override
    public void supersede() {
        ends.wake(id);
    }

    /** Nobody has to be told: another node takes the waiting over. */
    @Override
    public boolean sendAway() {
        return true;
    }

    @Override
    public CompletionStage<Boolean> deliver(HeldAnswer answer) {
        ends.wake(id);
        return CompletableFuture.completedFuture(false);
    }
}
