package dev.countersign.gateway.task;

import dev.countersign.gateway.RawMessage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where tasks are kept. Blocking; every method commits by itself and throws when PostgreSQL does not answer. */
public interface TaskStore {

    /**
     * Keeps a new task.
     *
     * @return empty when the agent has too many
     */
    Optional<Task> insert(NewTask task);

    /** The task, unless its time is over. */
    Optional<Task> find(TaskId id);

    /** Takes a task back that its agent was never told of. */
    void delete(TaskId id);

    /** Notes that the agent has cancelled it. */
    void cancel(TaskId id);

    /** Notes how a call ended that was not held; the first end stays. */
    void end(TaskId id, RawMessage answer);

    /**
     * The right to go on with the task once its agent has given input.
     *
     * @param leg the number of times input was given before
     * @return false when another request has it
     */
    boolean claimLeg(TaskId id, int leg);

    /** What the task waits for next. */
    void next(TaskId id, NewTask.Standing now);

    /** Tasks whose call is open and waited for by no living node; asked again only after a while, by whatever node. */
    List<Task> adopt();

    /** Tasks whose call was being sent, without being held, by a node that lives no more. */
    List<Task> abandoned();

    /** Which of these are over, one way or the other. */
    Set<TaskId> over(Collection<TaskId> ids);

    /** Removes those whose time is over. */
    void forget();
}
