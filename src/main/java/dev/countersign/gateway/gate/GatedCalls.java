package dev.countersign.gateway.gate;

import dev.countersign.approval.Carrier;
import dev.countersign.call.ApprovalId;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
        return onWorker(() -> hold(request, policy, hold));
    }

    private GateOutcome hold(CallRequest request, Policy policy, Decision.Hold hold) {
        if (heldCalls.size() >= MOST_HELD || heldCalls.open(request.call().agent()) >= MOST_HELD_OF_AGENT) {
            return judged.refused(request, policy, RulePointer.WHOLE, "Too many calls are held now. Try again later.");
        }
        Room room = new Room(hold);
        return heldCalls
                .place(newHolds.of(request, policy, hold.terms().because(newHolds.why(request, policy))), request, room)
                .<GateOutcome>map(GateOutcome.Held::new)
                .orElseGet(() -> {
                    LimitClaim limit = room.full.orElseThrow();
                    return judged.refused(request, policy, limit.rule(), limit.message());
                });
    }

    /** Takes the places of a new call in its limits; a call that attaches has its places already. */
    private final class Room implements Predicate<ApprovalId> {
        private final Decision.Hold hold;
        private Optional<LimitClaim> full = Optional.empty();

        Room(Decision.Hold hold) {
            this.hold = hold;
        }

        @Override
        public boolean test(ApprovalId id) {
            if (!hold.claims().isEmpty()) {
                full = limits.take(id.value(), hold.claims(), newHolds.longest(hold.terms()));
            }
            return full.isEmpty();
        }
    }

    private CompletionStage<GateOutcome> onWorker(Supplier<GateOutcome> work) {
        return workers.call(work).exceptionally(away -> {
            LOGGER.warnf("a gated call could not be judged: %s", away.toString());
            return new GateOutcome.Unavailable(AWAY);
        });
    }
}
