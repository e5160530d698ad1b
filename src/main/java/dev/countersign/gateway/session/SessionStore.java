package dev.countersign.gateway.session;

import dev.countersign.call.AgentName;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Where sessions are kept. Never blocks the caller; a stage fails when the database does not answer. */
public interface SessionStore {

    /** How many sessions of this agent are open. */
    CompletionStage<Integer> openOf(AgentName agent);

    /** Completes when the row is durable. */
    CompletionStage<Void> insert(SessionRow row);

    /**
     * The session with this id.
     *
     * @param alsoEnded whether one that agents can no longer use counts: for calls that were held in it
     */
    CompletionStage<Optional<SessionRow>> find(String id, boolean alsoEnded);

    /** Maps the session to another session of the server, opened in its place. */
    CompletionStage<Void> mapTo(String id, Optional<String> upstreamId);

    /** Notes that the agent has sent {@code notifications/initialized}. */
    CompletionStage<Void> initialized(String id);

    /** Ends the session, but only as long as it is still mapped to this session of the server. */
    CompletionStage<Void> end(String id, Optional<String> upstreamId);

    /** Notes that these sessions are in use now; completes with those of them that are still open. */
    CompletionStage<Set<String>> touch(Collection<String> ids);
}
