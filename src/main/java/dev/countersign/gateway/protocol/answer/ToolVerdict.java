package dev.countersign.gateway.protocol.answer;

/** What becomes of one tool in a list. */
public enum ToolVerdict {
    /** Its bytes as they came. */
    KEEP,
    /** Hidden: the agent never sees its name. */
    CUT,
    /** Kept, with {@code execution.taskSupport: "optional"} unless it has a task support of its own (2025-11-25). */
    OFFER_TASK
}
