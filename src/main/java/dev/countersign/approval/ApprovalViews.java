package dev.countersign.approval;

import dev.countersign.call.ApprovalId;
import java.util.List;
import java.util.Optional;

/** Queries for people; what the caller may see is the caller's question to {@code identity}. Blocking. */
public interface ApprovalViews {

    Optional<ApprovalView> find(ApprovalId id);

    /** The call as it was after its change number {@code version}; empty when there was no such change. */
    Optional<ApprovalView> findAt(ApprovalId id, long version);

    /** One page, newest first; a cursor that is none of ours is an {@link IllegalArgumentException}. */
    Page list(ApprovalQuery query);

    /** Why the call is held, as one JSON text without any value of its arguments; empty when nobody said. */
    default Optional<String> explanation(ApprovalId id) {
        return Optional.empty();
    }

    /** The steps of one call in order, for its page. */
    List<Step> steps(ApprovalId id);

    /** One page of a list. */
    record Page(List<ApprovalView> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** One change of one call. */
    record Step(java.time.Instant at, Status status, long version, String by) {}
}
