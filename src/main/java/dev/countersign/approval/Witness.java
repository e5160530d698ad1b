package dev.countersign.approval;

import dev.countersign.call.ApprovalId;
import java.util.concurrent.CompletionStage;

/** The second witness: {@code countersign.intents}, awaited before the server sees a byte. */
@FunctionalInterface
public interface Witness {

    /** Completes when Kafka has acknowledged the intent on all in-sync replicas; fails when it has not in time. */
    CompletionStage<Void> intend(ApprovalId id, Claim claim);
}
