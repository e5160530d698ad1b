package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.ServerMessage.Kind;
import dev.countersign.json.DoubtfulJsonException;
import java.util.Optional;

/**
 * How one request is called inside its program. In a session of its own it keeps its names; in a program that many exchanges share its id
 * and progress token are ours inside and the agent's outside, so that no two of them meet (protocol design, section 6).
 */
final class Alias {

    private final RawMessage inside;
    private final boolean replaced;
    private final String ours;
    private final String theirs;
    private final Optional<String> theirToken;

    private Alias(RawMessage inside, boolean replaced, String ours, String theirs, Optional<String> theirToken) {
        this.inside = inside;
        this.replaced = replaced;
        this.ours = ours;
        this.theirs = theirs;
        this.theirToken = theirToken;
    }

    /** The request under its own names. */
    static Alias kept(RawMessage request, String requestId) {
        return new Alias(request, false, requestId, requestId, Optional.empty());
    }

    /**
     * The request under fresh names.
     *
     * @throws IllegalArgumentException when it was never scanned
     */
    static Alias fresh(RawMessage request, IdSource ids) {
        byte[] bytes = request.bytes();
        try {
            Span id = Located.value(bytes, "id")
                    .orElseThrow(() -> new IllegalArgumentException("a request without an id"));
            Optional<Span> token = Located.value(bytes, "params", "_meta", "progressToken");
            String ours = RequestId.ours(ids.uuid());
            Splice inside = Splice.of(bytes).replace(id, ours);
            token.ifPresent(span -> inside.replace(span, ours));
            return new Alias(
                    RawMessage.of(inside.toBytes()), true, ours, id.text(bytes), token.map(span -> span.text(bytes)));
        } catch (DoubtfulJsonException e) {
            throw new IllegalArgumentException("a request that was never scanned: " + e.sentence(), e);
        }
    }

    /** What the program gets. */
    RawMessage request() {
        return inside;
    }

    /** The exact text of the id inside. */
    String id() {
        return ours;
    }

    /** The id inside, in the form of {@link ServerMessage#idKey}. */
    String idKey() {
        return ServerMessage.keyOf(ours);
    }

    boolean isFresh() {
        return replaced;
    }

    /** A message of the program about this request as the agent gets it; empty when it cannot be read. */
    Optional<byte[]> outward(byte[] line, Kind kind) {
        if (!replaced) {
            return Optional.of(line);
        }
        try {
            Splice outside = Splice.of(line);
            if (kind == Kind.RESPONSE) {
                restore(outside, line, theirs, "id");
                restore(outside, line, theirs, "result", "_meta", ServerMessage.SUBSCRIPTION);
            } else {
                restoreToken(outside, line);
                restore(outside, line, theirs, "params", "requestId");
                restore(outside, line, theirs, "params", "_meta", ServerMessage.SUBSCRIPTION);
            }
            return Optional.of(outside.toBytes());
        } catch (DoubtfulJsonException unreadable) {
            return Optional.empty();
        }
    }

    private void restoreToken(Splice outside, byte[] line) throws DoubtfulJsonException {
        if (theirToken.isPresent()) {
            restore(outside, line, theirToken.get(), "params", "progressToken");
        }
    }

    private void restore(Splice outside, byte[] line, String with, String... path) throws DoubtfulJsonException {
        Optional<Span> found = Located.value(line, path);
        if (found.isPresent() && found.get().text(line).equals(ours)) {
            outside.replace(found.get(), with);
        }
    }
}
