package dev.countersign.gateway;

/** What is known of a call that was to be sent. */
public sealed interface ServerAnswer {

    /** No byte of the call left: connection refused, name or TLS failure, or a process that did not start. */
    record NotSent(String reason) implements ServerAnswer {}

    /**
     * The server answered with a JSON-RPC response.
     *
     * @param response its bytes as they came
     */
    record Answered(RawMessage response) implements ServerAnswer {}

    /** The server answered with an HTTP error and no JSON-RPC response. */
    record HttpError(int status, String reason) implements ServerAnswer {}

    /** Sent, or perhaps sent, and the answer was lost. Never repeated. */
    record Unknown(String reason) implements ServerAnswer {}
}
