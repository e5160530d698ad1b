package dev.countersign.gateway;

/** How a held exchange ends for the agent. */
public sealed interface HeldAnswer {

    /** The server's own JSON-RPC response, its {@code id} already that of the waiting request. */
    record FromServer(RawMessage response) implements HeldAnswer {}

    /** A tool result of ours. */
    record Ours(Told told) implements HeldAnswer {}

    /** Not decided yet; the client is asked to come back with this state (2026-07-28). */
    record ComeBack(String requestState) implements HeldAnswer {}

    /**
     * A JSON-RPC error of ours, -32603.
     *
     * @param sent false: provably not sent ({@code data.sent}); true: the server answered without a JSON-RPC response
     */
    record Failed(String message, boolean sent) implements HeldAnswer {}
}
