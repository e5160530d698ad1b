package dev.countersign.gateway.task;

import dev.countersign.gateway.HeldAnswer;

/** How a task stands. */
public sealed interface TaskState {

    /**
     * Not over.
     *
     * @param message what it waits for, in words
     */
    record Working(String message) implements TaskState {}

    /** Its call has ended. */
    record Ended(HeldAnswer answer) implements TaskState {}

    /** The agent took it back. */
    record Cancelled() implements TaskState {}

    /** Whether nothing changes any more. */
    default boolean isOver() {
        return !(this instanceof Working);
    }
}
