package dev.countersign.gateway;

import dev.countersign.call.AgentName;
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
 */
public record Caller(
        AgentName agent,
        ServerName server,
        String requestId,
        Optional<String> progressToken,
        Era era,
        boolean streaming,
        Optional<Client> client) {

    /** {@code clientInfo}, as the client says: it tunes waiting, it never decides. */
    public record Client(String name, String version) {}
}
