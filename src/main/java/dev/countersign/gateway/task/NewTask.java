package dev.countersign.gateway.task;

import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A task about to be kept.
 *
 * @param call what it begins with, in the modern era
 * @param now how it stands at first
 * @param askedMillis how long the agent wants it to be kept, in milliseconds; 0 when it does not say
 */
public record NewTask(TaskId id, Task.Owner owner, Optional<Task.Call> call, Standing now, long askedMillis) {

    /**
     * What a task waits for.
     *
     * @param approval the held call; empty when the call needs no decision
     * @param expiresAt when the held call expires: the task outlives it by an hour
     * @param answer its end, when it is over already
     */
    public record Standing(Optional<ApprovalId> approval, Optional<Instant> expiresAt, Optional<RawMessage> answer) {

        static Standing held(HeldCall call) {
            return new Standing(Optional.of(call.id()), Optional.of(call.expiresAt()), Optional.empty());
        }

        static Standing sending() {
            return new Standing(Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Standing ended(RawMessage answer) {
            return new Standing(Optional.empty(), Optional.empty(), Optional.of(answer));
        }

        /** Whether its call is being sent without having been held. */
        public boolean isSending() {
            return approval.isEmpty() && answer.isEmpty();
        }
    }
}
