package dev.countersign.gateway.protocol.sse;

/** An event beyond the limit: the stream cannot be followed any more. */
public final class EventTooLargeException extends Exception {

    private static final long serialVersionUID = 1L;

    EventTooLargeException(int limit) {
        super("an event of more than " + limit + " bytes");
    }
}
