package dev.countersign.gateway.downstream.hold;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The clock of held streams: one wheel for each event loop, driven by one periodic timer, instead of a timer for every stream. A
 * stream beats on its own event loop, so nothing is locked and no thread is changed.
 */
@Singleton
public final class Heartbeats {

    /** Turns of the wheel within one heartbeat; a stream beats a turn early at most. */
    private static final int SLOTS = 20;

    private final Vertx vertx;
    private final Duration heartbeat;
    private final ThreadLocal<Wheel> wheels = ThreadLocal.withInitial(this::wheel);

    /** What beats. */
    public interface Beat {

        /** Writes a sign of life; false when it is over and must not be asked again. */
        boolean beat();
    }

    /** With the silence that a held stream may keep. */
    Heartbeats(
            Vertx vertx,
            @ConfigProperty(name = "countersign.hold.heartbeat", defaultValue = "PT5S") Duration heartbeat) {
        this.vertx = vertx;
        this.heartbeat = heartbeat;
    }

    /** Lets it beat once per heartbeat until it says that it is over. To be called on its event loop. */
    public void start(Beat beat) {
        wheels.get().add(beat);
    }

    private Wheel wheel() {
        Wheel wheel = new Wheel();
        vertx.setPeriodic(Math.max(1, heartbeat.toMillis() / SLOTS), turn -> wheel.turn());
        return wheel;
    }

    private static final class Wheel {

        private final Deque<Beat>[] slots = slots();
        private int at;

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static Deque<Beat>[] slots() {
            Deque<Beat>[] slots = new Deque[SLOTS];
            for (int i = 0; i < SLOTS; i++) {
                slots[i] = new ArrayDeque<>();
            }
            return slots;
        }

        /** Into the slot just left: it comes again after nearly one heartbeat, never later. */
        void add(Beat beat) {
            slots[at].addLast(beat);
        }

        void turn() {
            at = (at + 1) % SLOTS;
            Deque<Beat> due = slots[at];
            for (int left = due.size(); left > 0; left--) {
                Beat beat = due.removeFirst();
                if (beat.beat()) {
                    due.addLast(beat);
                }
            }
        }
    }
}
