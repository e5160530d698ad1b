package dev.countersign.inbox.view;

import dev.countersign.approval.ApprovalView;
import java.time.Instant;
import java.util.List;

/**
 * What stands around a call: what the agent asked of this tool before, and where to go on.
 *
 * @param previous the id of the call before that needs the person, empty for none
 * @param next the id of the one after
 */
public record Earlier(List<Call> calls, String previous, String next) {
    public Earlier {
        calls = List.copyOf(calls);
    }

    /** One of them, with what became of it. */
    public record Call(Row row, String end) {
        /** In words. */
        public static Call of(ApprovalView call, Instant now) {
            return new Call(Row.of(call, now), Wording.sentence(call));
        }
    }
}
