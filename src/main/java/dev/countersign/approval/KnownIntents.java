package dev.countersign.approval;

import dev.countersign.call.ApprovalId;

/** What {@code countersign.intents} knows: the second witness, asked before anything is sent. */
@FunctionalInterface
public interface KnownIntents {

    /** Whether some node has announced to send this call before. */
    boolean known(ApprovalId id);
}
