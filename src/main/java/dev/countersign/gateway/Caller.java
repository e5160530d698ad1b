package dev.countersign.gateway;

import dev.countersign.call.AgentName;
import dev.countersign.call.Digest;
import dev.countersign.call.ServerName;
import java.util.Optional;

/**
 * Who waits for the answer of a held call, and in which form: the exchange that brought the call, one that resumes its stream, the next
 * leg of it, or a task.
 *
 * @param requestId the exact text of the {@code id} that the answer carries
 * @param progressToken the exact text of the token that progress is told on
 * @param streaming whether the exchange can be held open with heartbeats; false: it is answered as JSON and waits 20 s at most
 * @param client as the client named itself, for the choice of a budget only
 * @param legs present when it can be asked to come back with a state (2026-07-28 without tasks)
 */
public record Caller(
        AgentName agent,
        ServerName server,
        String requestId,
        Optional<String> progressToken,
        Era era,
        boolean streaming,
        Optional<Client> client,
        Optional<Legs> legs) {

    /** One that waits in one go, or is told to call again. */
    public Caller(
            AgentName agent,
            ServerName server,
            String requestId,
            Optional<String> progressToken,
            Era era,
            boolean streaming,
            Optional<Client> client) {
        this(agent, server, requestId, progressToken, era, streaming, client, Optional.empty());
    }

    /** The same on the next leg of its call. */
    public Caller onLeg(int ended) {
        return new Caller(
                agent, server, requestId, progressToken, era, streaming, client, legs.map(l -> l.afterLegs(ended)));
    }

    /**
     * A call that is held in legs.
     *
     * @param digest of the call
     * @param ended how many legs have ended before
     */
    public record Legs(Digest digest, int ended) {

        Legs afterLegs(int more) {
            return new Legs(digest, more);
        }
    }

    /** {@code clientInfo}, as the client says: it tunes waiting, it never decides. */
    public record Client(String name, String version) {}
}
