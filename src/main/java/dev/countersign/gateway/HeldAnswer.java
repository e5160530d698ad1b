package dev.countersign.gateway;

/** How a held exchange ends for the agent. */
public sealed interface HeldAnswer {

    /** The server's own JSON-RPC response, its {@code id} already that of the waiting request. */
    record FromServer(RawMessage response) implements HeldAnswer {}

    /** A tool result of ours. */
    record Ours(Told told) implements HeldAnswer {}

    /** A JSON-RPC error of ours: provably not sent ({@code data.sent} false). */
    record NotSent(String message) implements HeldAnswer {}
}
