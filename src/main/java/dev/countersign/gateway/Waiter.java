package dev.countersign.gateway;

import java.util.concurrent.CompletionStage;

/** An open exchange that waits for a held call; implemented by the endpoint. Called from any thread, must not block. */
public interface Waiter {

    /** Whether the agent's connection is still open as far as is known. */
    boolean isOpen();

    /** Whether it waits until the call ends or expires, whatever budget exchanges have. */
    default boolean isPatient() {
        return false;
    }

    /** A message that the server sent before its response; passed on to this exchange only. */
    void relay(RawMessage message);

    /** Another exchange of the same agent waits for the call now: this one ends without a response. */
    void supersede();

    /**
     * The node stops: ends the exchange so that its agent comes back to another node.
     *
     * @return false when it could not come back and has to be told
     */
    default boolean sendAway() {
        return false;
    }

    /** The last word. Completes with true when its last byte was written to a connection that was still open; never fails. */
    CompletionStage<Boolean> deliver(HeldAnswer answer);
}
