package dev.countersign.gateway.hold;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.stream.EventId;
import dev.countersign.gateway.stream.Resumptions;
import dev.countersign.gateway.stream.StreamJournal;
import dev.countersign.gateway.stream.StreamJournal.Known;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Resumption by the journal: which stream it is, whose, and whether it may still be followed. */
@ApplicationScoped
public class StreamResumptions implements Resumptions {

    private final StreamJournal streams;
    private final HeldCalls heldCalls;
    private final Workers workers;

    StreamResumptions(StreamJournal streams, HeldCalls heldCalls, Workers workers) {
        this.streams = streams;
        this.heldCalls = heldCalls;
        this.workers = workers;
    }

    @Override
    public CompletionStage<Resumed> resume(EventId last, Returning agent) {
        return workers.call(() -> streams.find(last.stream(), agent.agent(), agent.session())
                .filter(stream -> last.leg() <= stream.leg())
                .map(stream -> stream.over() ? new Resumed.Over() : next(stream, agent))
                .orElseGet(Resumed.Unknown::new));
    }

    private Resumed next(Known stream, Returning agent) {
        Caller caller = new Caller(
                agent.agent(),
                agent.server(),
                stream.requestId(),
                stream.progressToken(),
                Era.LEGACY,
                true,
                agent.client());
        Optional<Resumed> waiting = heldCalls.resume(stream, caller).map(call -> new Resumed.Waiting(call, caller));
        return waiting.orElseGet(Resumed.Unknown::new);
    }
}
