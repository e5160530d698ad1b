package dev.countersign.approval.list;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.call.ApprovalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of calls for people. Blocking; each is cut out by an index, however long the history is. */
public interface CallLists {

    /** How many calls each turn has; a turn without one may be missing. */
    Map<Turn, Long> counts(Reader reader, CallFilter filter);

    /** A part of one turn in its own order. */
    List<ApprovalView> lane(Turn turn, Reader reader, CallFilter filter, int offset, int limit);

    /** The calls that need this person before and after this one, in the order of the lane. */
    Neighbours neighbours(Reader reader, ApprovalView call);

    /** Newest first; a cursor that is none of ours is an {@link IllegalArgumentException}. */
    ApprovalViews.Page history(CallFilter filter, Optional<String> cursor, int limit);

    /** What the same agent asked of the same tool before, newest first. */
    List<ApprovalView> earlier(ApprovalView call, int limit);

    /** Whether any call was ever held here. */
    boolean any();

    /** Where to go on from a call. */
    record Neighbours(Optional<ApprovalId> previous, Optional<ApprovalId> next) {}
}
