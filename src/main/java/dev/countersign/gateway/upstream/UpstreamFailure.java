package dev.countersign.gateway.upstream;

/**
 * Why there is no answer, or no whole one.
 *
 * @param message a sentence for the agent; names no address
 */
public record UpstreamFailure(Kind kind, String message) {

    /** What is certain about the request. */
    public enum Kind {
        /** No byte of it left: connection refused, name, TLS, connect timeout. */
        NOT_REACHED,
        /** It was sent, or perhaps sent, and the answer was lost or broke off. */
        LOST,
        /** Not sent: the server failed to start too often; to be tried again later. */
        BUSY,
        /** Not sent: the session's other side does not exist any more. */
        SESSION_GONE,
        /** Not sent: the server does not speak the era of the request. */
        OTHER_ERA
    }
}
