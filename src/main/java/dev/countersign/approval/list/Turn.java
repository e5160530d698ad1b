package dev.countersign.approval.list;

/** Whose turn an open call is, as one person sees it. A call is in exactly one of these, or in none. */
public enum Turn {
    /** Pending, and this person may vote and has not; soonest expiry first. */
    NEEDS_ME,
    /** Somebody else's turn, approved and not sent, or being sent; oldest first. */
    WAITING,
    /** Sent, the answer was lost, and nobody has noted what they found; oldest first. */
    UNKNOWN,
    /** Pending calls of the person's own agents; newest first. */
    MINE
}
