package dev.countersign.gateway;

import java.util.concurrent.CompletionStage;

/**
 * The one way a {@code tools/call} passes: policy, limits, holding.
 *
 * <p>Called on an event loop. A call that policy allows without shared limits is answered with a completed stage, touching neither
 * Kafka nor PostgreSQL. The stage never fails: what cannot be judged is {@link GateOutcome.Rejected} or
 * {@link GateOutcome.Unavailable}, never a pass.
 */
public interface CallGate {

    CompletionStage<GateOutcome> pass(CallRequest request);
}
