package dev.countersign.gateway.budget;

import dev.countersign.gateway.Caller;
import dev.countersign.gateway.Era;
import dev.countersign.registry.GatewaySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * How long one exchange is held (protocol design, section 8), by the first that applies: what is configured; what was learned of this
 * agent's client; what is known of the client; until the call expires for a client of the legacy era that asked for progress; else
 * safely below the 60 s after which common clients give up.
 */
@ApplicationScoped
public class HoldBudgets {

    private static final Duration SAFE = Duration.ofSeconds(50);
    private static final Duration SILENT = Duration.ofSeconds(20);
    private static final Duration LEAST = Duration.ofSeconds(4);

    private static final Duration LONGEST = Duration.ofDays(1);

    /** So soon after its expiry a call is surely swept: "expired" is the better answer than "pending". */
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final GatewaySettings settings;
    private final LearnedPatience learned;
    private final ClientProfiles profiles;

    public HoldBudgets(GatewaySettings settings, LearnedPatience learned, ClientProfiles profiles) {
        this.settings = settings;
        this.learned = learned;
        this.profiles = profiles;
    }

    /** The client said that it stopped waiting after this time, or by closing its connection seems to have. Blocking. */
    public void gaveUp(Caller caller, Duration waited, boolean said) {
        if (said) {
            learned.gaveUp(caller, waited);
        } else {
            learned.closed(caller, waited);
        }
    }

    /** The budget of one leg of a call that is held in legs. */
    public Duration ofLeg(Caller caller) {
        return of(caller, LONGEST);
    }

    /**
     * The budget of this exchange; {@code untilExpiry} and a moment for the sweep bound it.
     *
     * @param age how long the request had waited before, on earlier legs: the client's timer runs on
     */
    public Duration of(Caller caller, Duration untilExpiry, Duration age) {
        if (age.isZero()) {
            return of(caller, untilExpiry);
        }
        Duration rest = of(caller, untilExpiry.plus(age)).minus(age);
        return rest.compareTo(LEAST) < 0 ? LEAST : rest;
    }

    private Duration of(Caller caller, Duration untilExpiry) {
        Optional<Duration> known = settings.budget(caller.agent(), caller.server())
                .or(() -> learned.budget(caller))
                .or(() -> profiles.budget(caller));
        boolean patient = caller.era() == Era.LEGACY && caller.progressToken().isPresent();
        Duration budget = known.orElse(patient ? untilExpiry : SAFE);
        Duration bounded = budget.compareTo(untilExpiry) < 0 ? budget : untilExpiry.plus(SWEEP);
        return !caller.streaming() && bounded.compareTo(SILENT) > 0 ? SILENT : bounded;
    }
}
