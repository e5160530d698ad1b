package dev.countersign.gateway.hold;

import dev.countersign.approval.Holds;
import dev.countersign.approval.Holds.Placed;
import dev.countersign.approval.NewHold;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.IdSource;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.stream.EventId;
import dev.countersign.gateway.stream.NewStream;
import dev.countersign.gateway.stream.StreamJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Exchanges that come to wait: they are expected here from before the commit of their row until they are registered, so that no wake-up
 * can be lost, and their stream is in the journal as soon as they wait. Blocking.
 */
@ApplicationScoped
class Arrivals {

    /** For calls on record: nothing new is parked. */
    private static final Holds.Entrance NOBODY = new Holds.Entrance() {
        @Override
        public boolean mayEnter(ApprovalId id) {
            return false;
        }

        @Override
        public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
            return false;
        }
    };

    private final Holds holds;
    private final StreamJournal streams;
    private final IdSource ids;
    private final Map<ApprovalId, UUID> arriving = new ConcurrentHashMap<>();

    Arrivals(Holds holds, StreamJournal streams, IdSource ids) {
        this.holds = holds;
        this.streams = streams;
        this.ids = ids;
    }

    /**
     * An exchange that waits from now on.
     *
     * @param place where its stream stands, if it has one that can be resumed
     * @param age since the request came: the client's timer runs on over all legs
     */
    record Arrived(UUID exchange, Caller caller, Placed placed, Optional<EventId> place, Duration age) {}

    /** Whether an exchange is about to be registered for this call. */
    boolean expects(ApprovalId id) {
        return arriving.containsKey(id);
    }

    /** Parks or attaches; empty when the entrance did not let a new call in. */
    Optional<HeldCall> place(
            NewHold hold, CallRequest request, Holds.Entrance entrance, Function<Arrived, HeldCall> register) {
        Optional<NewStream> stream = stream(request);
        Arrival arrival = new Arrival(entrance, id -> streams.joined(id, stream));
        return arrival.through(
                register,
                door -> holds.place(hold, arrival.exchange, door)
                        .map(placed -> new Arrived(
                                arrival.exchange,
                                request.caller(),
                                placed,
                                stream.map(s -> EventId.before(s.id(), 0)),
                                Duration.ZERO)));
    }

    /** Waits for a call on record, without a stream; those of the call so far are taken. */
    Optional<HeldCall> rejoin(ApprovalId id, Caller caller, Function<Arrived, HeldCall> register) {
        Arrival arrival = new Arrival(NOBODY, call -> streams.joined(call, Optional.empty()));
        return arrival.through(
                register,
                door -> holds.takeOver(id, caller.agent(), arrival.exchange, door)
                        .map(placed -> new Arrived(arrival.exchange, caller, placed, Optional.empty(), Duration.ZERO)));
    }

    /** Waits for a call on record, on the next leg of its stream; empty when the stream was taken meanwhile. */
    Optional<HeldCall> resume(StreamJournal.Known stream, Caller caller, Function<Arrived, HeldCall> register) {
        NextLeg door = new NextLeg(stream.id());
        return door.through(
                register,
                own -> holds.takeOver(stream.hold(), caller.agent(), door.exchange, own)
                        .map(placed -> new Arrived(
                                door.exchange,
                                caller,
                                placed,
                                Optional.of(EventId.before(stream.id(), door.leg.orElseThrow())),
                                stream.age())));
    }

    /** Nothing more comes on this stream. */
    boolean over(UUID stream) {
        streams.over(stream);
        return true;
    }

    /** The stream of a request that can be resumed: one of a session whose client takes event streams. */
    private Optional<NewStream> stream(CallRequest request) {
        Caller caller = request.caller();
        if (caller.era() != Era.LEGACY || !caller.streaming()) {
            return Optional.empty();
        }
        return request.session().map(session -> {
            ByteBuffer bits = ByteBuffer.wrap(ids.bytes(2 * Long.BYTES));
            UUID id = new UUID(bits.getLong(), bits.getLong());
            return new NewStream(id, caller.agent(), session, caller.requestId(), caller.progressToken());
        });
    }

    /** Notes that an exchange is about to wait. */
    private class Arrival implements Holds.Door {
        final UUID exchange = ids.uuid();
        private final Holds.Entrance entrance;
        private final Consumer<ApprovalId> joined;
        private final List<ApprovalId> entered = new ArrayList<>(1);

        Arrival(Holds.Entrance entrance, Consumer<ApprovalId> joined) {
            this.entrance = entrance;
            this.joined = joined;
        }

        Optional<HeldCall> through(
                Function<Arrived, HeldCall> register, Function<Holds.Door, Optional<Arrived>> waiting) {
            try {
                return waiting.apply(this).map(register);
            } finally {
                entered.forEach(id -> arriving.remove(id, exchange));
            }
        }

        @Override
        public boolean mayEnter(ApprovalId id) {
            return entrance.mayEnter(id);
        }

        @Override
        public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
            return entrance.mayBeTwin(earlier, lease);
        }

        @Override
        public void entered(ApprovalId id) {
            arriving.put(id, exchange);
            entered.add(id);
            joined.accept(id);
        }
    }

    /** Lets in only the latest stream of the call. */
    private final class NextLeg extends Arrival {
        private final UUID stream;
        private OptionalInt leg = OptionalInt.empty();

        NextLeg(UUID stream) {
            super(NOBODY, id -> {});
            this.stream = stream;
        }

        @Override
        public boolean mayTakeOver(ApprovalId id) {
            leg = streams.nextLeg(stream);
            return leg.isPresent();
        }
    }
}
