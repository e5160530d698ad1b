package dev.countersign.gateway.protocol;

import dev.countersign.gateway.RawMessage;
import dev.countersign.json.DoubtfulJsonException;
import java.util.Optional;

/** The changes that a request of an agent may get before it is sent. It was scanned when it came, so it can be read. */
public final class Requests {

    private Requests() {}

    /**
     * The request with another id, all other bytes as they came.
     *
     * @param requestId the exact JSON text of the id
     */
    public static RawMessage withId(RawMessage request, String requestId) {
        byte[] bytes = request.bytes();
        Span id = find(bytes, "id").orElseThrow(() -> new IllegalArgumentException("a request without an id"));
        return RawMessage.of(Splice.of(bytes).replace(id, requestId).toBytes());
    }

    /**
     * The call with the approver's arguments in place of the agent's, all other bytes as they came.
     *
     * @param arguments the exact text that was approved
     */
    public static RawMessage withArguments(RawMessage call, String arguments) {
        return with(call, "arguments", arguments);
    }

    /**
     * The call with the answers to what its server has asked (2026-07-28), all other bytes as they came.
     *
     * @param requestState the exact text of the server's state, to go back with them
     * @param inputResponses the exact text of the answers
     */
    public static RawMessage withInput(RawMessage call, Optional<String> requestState, String inputResponses) {
        RawMessage answered = with(call, "inputResponses", inputResponses);
        return requestState.map(state -> with(answered, "requestState", state)).orElse(answered);
    }

    private static RawMessage with(RawMessage call, String name, String value) {
        byte[] bytes = call.bytes();
        Optional<Span> old = find(bytes, "params", name);
        if (old.isPresent()) {
            return RawMessage.of(Splice.of(bytes).replace(old.get(), value).toBytes());
        }
        Span params = find(bytes, "params").orElseThrow(() -> new IllegalArgumentException("a call without params"));
        return RawMessage.of(Splice.of(bytes).insertMember(params, name, value).toBytes());
    }

    private static Optional<Span> find(byte[] message, String... path) {
        try {
            return Located.value(message, path);
        } catch (DoubtfulJsonException e) {
            throw new IllegalArgumentException("a request that was never scanned: " + e.sentence(), e);
        }
    }
}
