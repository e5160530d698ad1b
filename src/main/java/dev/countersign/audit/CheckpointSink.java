package dev.countersign.audit;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Where checkpoints are witnessed outside the database, so that a log rebuilt by the key's holder is found out. */
public interface CheckpointSink {

    /**
     * Publishes one checkpoint. Never blocks.
     *
     * @return done when the witness has it for good; failed otherwise, and the checkpoint will come again with the next one
     */
    CompletionStage<Void> publish(UUID logId, Checkpoint checkpoint);
}
