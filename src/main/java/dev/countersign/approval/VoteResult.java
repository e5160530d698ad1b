package dev.countersign.approval;

/** What came of a vote; each channel words it in its own way. */
public sealed interface VoteResult {

    /** Recorded, or the same request again: the record as it was answered the first time. */
    record Recorded(ApprovalView record) implements VoteResult {}

    /** No such approval, or the person may not see it. */
    record NotFound() implements VoteResult {}

    /** Not an approver, not in the group, the owner of the agent, or voted before. */
    record Forbidden(String reason) implements VoteResult {}

    /** Somebody decided, or the call ended, before. */
    record AlreadyDecided(ApprovalView record) implements VoteResult {}

    /** The time is over. */
    record Expired(ApprovalView record) implements VoteResult {}

    /** The digest is not the one of the call. */
    record DigestMismatch(ApprovalView record) implements VoteResult {}

    /** The edited arguments or the comment cannot be accepted. */
    record Invalid(String reason) implements VoteResult {}

    /** The idempotency key was used with another body. */
    record KeyReused() implements VoteResult {}
}
