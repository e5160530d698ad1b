package dev.countersign.gateway.stream;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldCall;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Brings an agent back onto a held stream that was cut, on whichever node it comes to. */
@FunctionalInterface
public interface Resumptions {

    /** Fails only when PostgreSQL does not answer. */
    CompletionStage<Resumed> resume(EventId last, Returning agent);

    /**
     * Who comes back.
     *
     * @param session the id of the session of ours it comes back in
     */
    record Returning(AgentName agent, ServerName server, String session, Optional<Caller.Client> client) {}

    /** What becomes of a resumption. */
    sealed interface Resumed {

        /** No such stream, or not of this agent and session, or another exchange waits for the call since: HTTP 404. */
        record Unknown() implements Resumed {}

        /** The request was cancelled, or told to come back: nothing more will come, HTTP 204. */
        record Over() implements Resumed {}

        /**
         * Its next leg; whoever held the one before lets go of it.
         *
         * @param caller with the exact texts of the request's id and progress token
         */
        record Waiting(HeldCall call, Caller caller) implements Resumed {}
    }
}
