package dev.countersign.gateway.stream;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The journal of held streams. Blocking; throws when PostgreSQL does not answer. */
public interface StreamJournal {

    /**
     * Another exchange waits for this call from now on: its earlier streams are taken, its own begins. Inside the transaction that
     * gives the call its waiter.
     *
     * @param own empty when the exchange has no stream that could be resumed
     */
    void joined(ApprovalId hold, Optional<NewStream> own);

    /**
     * Counts the next leg of a stream. Inside the transaction that gives the call its waiter.
     *
     * @return empty when another exchange has come to wait since, or the stream is over
     */
    OptionalInt nextLeg(UUID stream);

    /** The stream as this agent may see it in this session, while both and the outcome of its call are kept. */
    Optional<Known> find(UUID stream, AgentName agent, String session);

    /** Nothing more comes on the stream: its request was cancelled, or told to come back. */
    void over(UUID stream);

    /**
     * A stream that was found.
     *
     * @param leg the latest one
     * @param over whether nothing more will come on it
     * @param age since the request came
     */
    record Known(
            UUID id,
            ApprovalId hold,
            String requestId,
            Optional<String> progressToken,
            int leg,
            boolean over,
            Duration age) {}
}
