package dev.countersign.gateway.gate;

import dev.countersign.approval.Carrier;
import dev.countersign.approval.NewHold;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.HoldTerms;
import dev.countersign.call.IdSource;
import dev.countersign.call.RulePointer;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.hold.HeldCalls;
import dev.countersign.gateway.hold.Workers;
import dev.countersign.policy.Decision;
import dev.countersign.policy.LimitClaim;
import dev.countersign.policy.Limits;
import dev.countersign.policy.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Calls that policy limits, refuses or holds: on workers, because they need PostgreSQL. What fails ends in "not sent". */
@ApplicationScoped
class GatedCalls {

    private static final Logger LOGGER = Logger.getLogger(GatedCalls.class);
    private static final int INVALID_PARAMS = -32602;
    private static final int LARGEST_REVIEWED = 1024 * 1024;
    private static final int MOST_HELD = 100_000;
    private static final int MOST_HELD_OF_AGENT = 20_000;
    private static final long PATIENCE_MILLIS = 1_000;
    private static final Duration DOUBT = Duration.ofMillis(100);
    private static final String AWAY = "A part that the gateway needs is away for the moment; nothing was sent.";

    private final Limits limits;
    private final NewHolds newHolds;
    private final HeldCalls heldCalls;
    private final JudgedCalls judged;
    private final Workers workers;
    private final Carrier carrier;
    private final IdSource ids;
    private final Map<UUID, CompletableFuture<Boolean>> returning = new ConcurrentHashMap<>();

    GatedCalls(
            Limits limits,
            NewHolds newHolds,
            HeldCalls heldCalls,
            JudgedCalls judged,
            Workers workers,
            Carrier carrier,
            IdSource ids) {
        this.limits = limits;
        this.newHolds = newHolds;
        this.heldCalls = heldCalls;
        this.judged = judged;
        this.workers = workers;
        this.carrier = carrier;
        this.ids = ids;
    }

    CompletionStage<GateOutcome> refused(CallRequest request, Policy policy, Decision.Deny deny) {
        return onWorker(() -> judged.refused(request, policy, deny.rule(), deny.message()));
    }

    CompletionStage<GateOutcome> limited(CallRequest request, Policy policy, Decision.Allow allow) {
        return placesAreFree()
                .thenCompose(free -> onWorker(() -> {
                    UUID call = ids.uuid();
                    Optional<LimitClaim> full = limits.take(call, allow.claims());
                    return full.isPresent()
                            ? judged.refused(
                                    request,
                                    policy,
                                    full.get().rule(),
                                    full.get().message())
                            : judged.allowed(request, () -> giveBack(call));
                }));
    }

    private void giveBack(UUID call) {
        CompletableFuture<Boolean> given = workers.call(() -> {
                    limits.giveBack(call);
                    return true;
                })
                .toCompletableFuture();
        returning.put(call, given);
        CompletableFuture<Boolean> unused = given.whenComplete((done, away) -> returning.remove(call));
    }

    /** An agent that hears that its call did nothing may call again at once: what was being given back then is free first. */
    private CompletableFuture<Void> placesAreFree() {
        return CompletableFuture.allOf(returning.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(away -> null);
    }

    CompletionStage<GateOutcome> held(CallRequest request, Policy policy, Decision.Hold hold) {
        if (request.call().arguments().size() > LARGEST_REVIEWED) {
            return CompletableFuture.completedFuture(new GateOutcome.Rejected(
                    INVALID_PARAMS, "params.arguments has more than 1 MiB: too large to be reviewed"));
        }
        if (!carrier.carries()) {
            return CompletableFuture.completedFuture(new GateOutcome.Unavailable(AWAY)); // nobody could decide it
        }
        NewCall entrance = new NewCall(id -> places(id, hold), heldCalls::isHere);
        Supplier<Optional<GateOutcome>> attempt = () -> hold(request, policy, hold.terms(), entrance);
        return guarded(workers.call(attempt).thenCompose(outcome -> untilCertain(outcome, attempt)));
    }

    private Optional<LimitClaim> places(ApprovalId id, Decision.Hold hold) {
        return hold.claims().isEmpty()
                ? Optional.empty()
                : limits.take(id.value(), hold.claims(), newHolds.longest(hold.terms()));
    }

    /** Asks again until it is certain whether an earlier hold of the same call is waited for: until a node's lease is over at most. */
    private CompletionStage<GateOutcome> untilCertain(
            Optional<GateOutcome> outcome, Supplier<Optional<GateOutcome>> attempt) {
        return outcome.<CompletionStage<GateOutcome>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> workers.callLater(DOUBT, attempt).thenCompose(next -> untilCertain(next, attempt)));
    }

    /** Empty when it is not certain yet whether the call is a new one. */
    private Optional<GateOutcome> hold(CallRequest request, Policy policy, HoldTerms terms, NewCall entrance) {
        if (heldCalls.size() >= MOST_HELD || heldCalls.open(request.call().agent()) >= MOST_HELD_OF_AGENT) {
            return Optional.of(judged.refused(
                    request, policy, RulePointer.WHOLE, "Too many calls are held now. Try again later."));
        }
        NewHold hold = newHolds.of(request, policy, terms.because(newHolds.why(request, policy)));
        return heldCalls
                .place(hold, request, entrance)
                .<GateOutcome>map(GateOutcome.Held::new)
                .or(() -> entrance.full().map(limit -> judged.refused(request, policy, limit.rule(), limit.message())));
    }

    private CompletionStage<GateOutcome> onWorker(Supplier<GateOutcome> work) {
        return guarded(workers.call(work));
    }

    private static CompletionStage<GateOutcome> guarded(CompletionStage<GateOutcome> work) {
        return work.exceptionally(away -> {
            LOGGER.warnf("a gated call could not be judged: %s", away.toString());
            return new GateOutcome.Unavailable(AWAY);
        });
    }
}
