package dev.countersign.approval.list;

import dev.countersign.approval.Status;
import dev.countersign.call.Risk;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls; what is left out means all.
 *
 * @param statuses none means all
 * @param text searched in id, server, tool, agent, people, comments and argument text; substring, no case
 * @param decider whose vote is on it
 * @param from created then or later
 * @param to created before
 */
public record CallFilter(
        Set<Status> statuses,
        Optional<String> text,
        Optional<String> server,
        Optional<String> tool,
        Optional<String> agent,
        Optional<Risk> risk,
        Optional<String> decider,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Every call. */
    public static final CallFilter ALL = new CallFilter(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The same calls, in one state only. */
    public CallFilter in(Status status) {
        return in(Set.of(status));
    }

    /** The same calls as far as they are decided or ended. */
    public CallFilter decided() {
        return in(EnumSet.complementOf(EnumSet.of(Status.PARKING, Status.PENDING)));
    }

    private CallFilter in(Set<Status> some) {
        return new CallFilter(some, text, server, tool, agent, risk, decider, from, to);
    }

    public CallFilter {
        statuses = Set.copyOf(statuses);
    }
}
