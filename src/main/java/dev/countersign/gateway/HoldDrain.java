package dev.countersign.gateway;

import java.util.concurrent.CompletionStage;

/** Lets go of everything that waits on this node, because the node stops. */
@FunctionalInterface
public interface HoldDrain {

    /** Every waiter is told that its call is still pending; completes when the answers are written or their connections are gone. */
    CompletionStage<Void> drain();
}
