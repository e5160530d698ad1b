package dev.countersign.gateway.task;

import dev.countersign.approval.Holds;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.IdSource;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.hold.Answers;
import dev.countersign.gateway.hold.Wording;
import dev.countersign.gateway.task.NewTask.Standing;
import dev.countersign.gateway.task.Task.Owner;
import dev.countersign.gateway.task.TaskState.Cancelled;
import dev.countersign.gateway.task.TaskState.Ended;
import dev.countersign.gateway.task.TaskState.Working;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Making tasks, looking at them, cancelling them. Blocking, but for {@link #await}. */
@ApplicationScoped
public class Tasks {

    private final TaskStore store;
    private final Holds holds;
    private final Answers answers;
    private final Wording wording;
    private final TaskEnds ends;
    private final IdSource ids;

    Tasks(TaskStore store, Holds holds, Answers answers, Wording wording, TaskEnds ends, IdSource ids) {
        this.store = store;
        this.holds = holds;
        this.answers = answers;
        this.wording = wording;
        this.ends = ends;
        this.ids = ids;
    }

    /**
     * A task for a call that is held. It waits from {@link #await} on.
     *
     * @param call what it begins with, in the modern era
     * @param askedMillis how long the agent wants it to be kept, 0 when it does not say
     * @return empty when the agent has too many tasks
     */
    public Optional<Task> held(Owner owner, Optional<Task.Call> call, HeldCall held, long askedMillis) {
        return store.insert(new NewTask(TaskId.fresh(ids), owner, call, Standing.held(held), askedMillis));
    }

    /** A task for a call that needs no decision; see {@link SentTasks#send}. */
    public Optional<Task> sending(Owner owner, long askedMillis) {
        return store.insert(new NewTask(TaskId.fresh(ids), owner, Optional.empty(), Standing.sending(), askedMillis));
    }

    /** A task that is over before it begins. */
    public Optional<Task> ended(Owner owner, RawMessage answer, long askedMillis) {
        return store.insert(
                new NewTask(TaskId.fresh(ids), owner, Optional.empty(), Standing.ended(answer), askedMillis));
    }

    /** The right to go on with a task whose server has asked for input; false when another request has it. */
    public boolean claimLeg(Task task) {
        return store.claimLeg(task.id(), task.leg());
    }

    /** The call goes on and is held anew: the task waits for it. */
    public void nextHeld(Task task, HeldCall call) {
        store.next(task.id(), Standing.held(call));
        await(task, call);
    }

    /** The call goes on and needs no decision; see {@link SentTasks#send}. */
    public void nextSending(Task task) {
        store.next(task.id(), Standing.sending());
    }

    /** The call does not go on. */
    public void nextEnded(Task task, RawMessage answer) {
        store.next(task.id(), Standing.ended(answer));
    }

    /** The agent has the task's id: from now on it waits for the call. */
    public void await(Task task, HeldCall call) {
        call.await(new TaskWaiter(task.id(), ends));
    }

    /** The agent was never told of it. */
    public void dismiss(Task task) {
        store.delete(task.id());
    }

    /** The task, if it is the caller's own. */
    public Optional<Task> find(String id, Caller caller) {
        return store.find(new TaskId(id))
                .filter(task -> task.owner().agent().equals(caller.agent())
                        && task.owner().server().equals(caller.server())
                        && task.owner().era() == caller.era());
    }

    /**
     * How it stands, by the record.
     *
     * @param caller who asks: an answer carries the id of this request
     */
    public TaskState state(Task task, Caller caller) {
        if (task.cancelled()) {
            return new Cancelled();
        }
        if (task.approval().isPresent()) {
            return state(task.approval().get(), caller);
        }
        return task.answer()
                .<TaskState>map(answer -> new Ended(new HeldAnswer.FromServer(answer)))
                .orElseGet(() -> new Working("Sent to " + caller.server() + ", which has not answered yet."));
    }

    private TaskState state(ApprovalId approval, Caller caller) {
        Optional<Holds.Ending> ending = holds.ending(approval);
        if (ending.isEmpty()) {
            return new Working(waiting(approval));
        }
        return answers.of(ending.get(), caller).<TaskState>map(Ended::new).orElseGet(Cancelled::new);
    }

    private String waiting(ApprovalId approval) {
        boolean released = holds.standing(List.of(approval)).stream().anyMatch(s -> s.status() == Status.RELEASING);
        return (released ? "Approved and sent: " : "Waiting for approval ") + approval + " " + wording.url(approval);
    }

    /**
     * The agent takes it back. What was sent already goes on, and its record keeps the truth.
     *
     * @return false when it was over already
     */
    public boolean cancel(Task task, Caller caller) {
        if (state(task, caller).isOver()) {
            return false;
        }
        Optional<Status> left =
                task.approval().map(id -> holds.takeBack(id, task.owner().agent()));
        boolean withdrawn = left.isPresent() && left.get() == Status.WITHDRAWN;
        boolean sent = left.isEmpty() || left.get() == Status.RELEASING;
        if (withdrawn || (sent && task.owner().era() == Era.LEGACY)) {
            store.cancel(task.id());
            ends.wake(task.id());
        }
        return withdrawn || sent;
    }

    /** The agent has got the end of it. */
    public void fetched(Task task) {
        task.approval().ifPresent(holds::fetched);
    }
}
