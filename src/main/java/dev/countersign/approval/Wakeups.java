package dev.countersign.approval;

import dev.countersign.call.ApprovalId;

/** Told of what came from Kafka, on every node. Must not block: the reading thread waits. */
public interface Wakeups {

    /** A record of {@code countersign.decisions}: the only thing that starts a release. */
    void decided(ApprovalId id, Status status);

    /** A record of {@code countersign.outcomes}. */
    void changed(ApprovalId id, Status status);

    /** Anything about any call changed: for live feeds. */
    void anything();
}
