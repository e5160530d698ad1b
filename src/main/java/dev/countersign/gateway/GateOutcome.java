package dev.countersign.gateway;

/** What the gate says of one call. */
public sealed interface GateOutcome {

    /** Send it on as it is and report through {@code booking} when it surely did nothing. */
    record Forward(Booking booking) implements GateOutcome {}

    /** Answer with this tool result; nothing is sent. */
    record Refused(Told told) implements GateOutcome {}

    /**
     * Answer HTTP 400 with a JSON-RPC error; nothing is held, nothing is sent.
     *
     * @param code the JSON-RPC error code
     */
    record Rejected(int code, String message) implements GateOutcome {}

    /** Kafka or PostgreSQL is away when it is needed: HTTP 503, {@code Retry-After}, -32603 "nothing was sent". */
    record Unavailable(String message) implements GateOutcome {}

    /** Parked durably: keep the exchange open and wait. */
    record Held(HeldCall call) implements GateOutcome {}

    /** The places that an allowed call took in limits. */
    interface Booking {

        /** A call that took no place. */
        Booking NONE = () -> {};

        /** Gives the places back: connection refused, HTTP 4xx, JSON-RPC -32700, -32600, -32601 or -32602. Never blocks. */
        void nothingHappened();
    }
}
