package dev.countersign.audit;

import java.time.Instant;

/** Where facts are recorded. */
public interface AuditLog {

    /** Records the fact inside the caller's transaction: the change fails with it. Blocking. */
    void record(AuditEntry entry);

    /**
     * Takes note of an allowed call, to be written in a batch. Never blocks.
     *
     * @return false when the bounded buffer is full: the call must be refused
     */
    boolean allowed(AllowedCall call);

    /** An allowed call, as the batch lists it. */
    record AllowedCall(Instant at, String agent, String server, String tool, String digest) {}
}
