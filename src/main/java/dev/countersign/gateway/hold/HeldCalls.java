package dev.countersign.gateway.hold;

import dev.countersign.approval.Holds;
import dev.countersign.approval.Holds.Ending;
import dev.countersign.approval.Holds.Standing;
import dev.countersign.approval.NewHold;
import dev.countersign.approval.Status;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.Caller;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.HoldDrain;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.budget.HoldBudgets;
import dev.countersign.gateway.hold.Arrivals.Arrived;
import dev.countersign.gateway.stream.StreamJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that wait on this node. An exchange is registered before its row commits, so that no wake-up can be lost; what a
 * broken consumer missed is found by a slow look at the rows, which never releases anything itself but has the decision announced
 * on Kafka again.
 */
@ApplicationScoped
public class HeldCalls implements HoldDrain {

    private static final Logger LOGGER = Logger.getLogger(HeldCalls.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int LOOK_BATCH = 500;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Holds holds;
    private final Arrivals arrivals;
    private final Release release;
    private final Answers answers;
    private final HoldBudgets budgets;
    private final Wording wording;
    private final Workers workers;
    private volatile Consumer<Duration> told = duration -> {};
    private final Map<ApprovalId, WaitingCall> waiting = new ConcurrentHashMap<>();
    private final Map<ApprovalId, WaitingCall> sending = new ConcurrentHashMap<>();
    private final MissedMessages missed = new MissedMessages();

    HeldCalls(
            Holds holds,
            Arrivals arrivals,
            Release release,
            Answers answers,
            HoldBudgets budgets,
            Wording wording,
            Workers workers) {
        this.holds = holds;
        this.arrivals = arrivals;
        this.release = release;
        this.answers = answers;
        this.budgets = budgets;
        this.wording = wording;
        this.workers = workers;
    }

    /** Has somebody told how long it took from reading a decision to the answer told to the agent. */
    public void onTold(Consumer<Duration> listener) {
        told = listener;
    }

    /** Starts the slow look. */
    public void start() {
        workers.every(LOOK, this::look);
    }

    /** How many exchanges wait here. */
    public int size() {
        return waiting.size();
    }

    /** How many calls of this agent are open, on any node. Blocking. */
    public long open(AgentName agent) {
        return holds.open(agent);
    }

    /** Parks or attaches; empty when the entrance did not let a new call in. Blocking. */
    public Optional<HeldCall> place(NewHold hold, CallRequest request, Holds.Entrance entrance) {
        return arrivals.place(hold, request, entrance, this::register);
    }

    /**
     * Waits for a call that is on record already, instead of whoever waits for it now: that exchange ends without a response. Blocking.
     *
     * @return empty when this agent has no such call
     */
    public Optional<HeldCall> rejoin(ApprovalId id, Caller caller) {
        return arrivals.rejoin(id, caller, this::register);
    }

    /**
     * Waits on, on the next leg of a stream that was cut, or that its agent believes to be cut. Blocking.
     *
     * @return empty when another exchange has come to wait for the call since
     */
    Optional<HeldCall> resume(StreamJournal.Known stream, Caller caller) {
        return arrivals.resume(stream, caller, this::register);
    }

    private HeldCall register(Arrived arrived) {
        WaitingCall call =
                new WaitingCall(this, arrived, wording.url(arrived.placed().id()));
        @Nullable WaitingCall before = waiting.put(call.id(), call);
        if (before != null) {
            before.superseded();
        }
        return call;
    }

    /** Something that the server said before its response, for whoever waits now. */
    void relay(WaitingCall sender, RawMessage message) {
        missed.pass(sender, message, () -> waiting.getOrDefault(sender.id(), sender));
    }

    /** Whether an exchange is on this node, or about to be, that waits for the call or is being told its end. */
    public boolean isHere(ApprovalId id) {
        return waiting.containsKey(id) || arrivals.expects(id);
    }

    /** Whether any exchange on this node waits for the call now (invariant I9). */
    boolean isWaitedFor(ApprovalId id) {
        @Nullable WaitingCall call = waiting.get(id);
        return call != null && call.waitedFor();
    }

    /** The endpoint has its stream open: look at what may have happened since the row was written. */
    void waits(WaitingCall call) {
        missed.tell(call);
        if (!call.isPatient()) {
            Duration untilExpiry = Duration.ofMillis(call.placed().remainingMillis());
            call.budget(workers.later(budgets.of(call.caller(), untilExpiry, call.age()), () -> budgetOver(call)));
        }
        if (call.placed().attached()) {
            workers.run(() -> catchUp(call));
        } else if (call.decidedEarly()) {
            workers.run(() -> send(call));
        }
    }

    private void budgetOver(WaitingCall call) {
        if (call.endBudget()) {
            CompletableFuture<Boolean> unused = letGo(call);
        }
    }

    /**
     * Nobody waits any more, then the agent is told to come back: the other way round its repeat could find the hold still taken. A
     * database that does not answer is waited for a moment only, the agent's own patience is shorter.
     */
    private CompletableFuture<Boolean> letGo(WaitingCall call) {
        waiting.remove(call.id(), call);
        HeldAnswer pending = answers.pending(call);
        return forget(call)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(true, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .thenCompose(detached -> call.tell(pending))
                .thenApply(told -> {
                    call.stream().filter(stream -> told).ifPresent(this::over);
                    return told;
                });
    }

    /** Nothing more comes on this stream: whoever resumes it is told so, instead of waiting a second time. */
    private void over(UUID stream) {
        CompletionStage<Boolean> unused = workers.untilDone("ending a stream", () -> arrivals.over(stream));
    }

    private CompletionStage<Boolean> forget(WaitingCall call) {
        return workers.untilDone("detaching " + call.id(), () -> {
            holds.detach(call.id(), call.exchange());
            return true;
        });
    }

    /** A record of {@code countersign.decisions} or {@code outcomes} names this call. Never blocks. */
    void moved(ApprovalId id, Status status, boolean decision) {
        @Nullable WaitingCall call = waiting.get(id);
        if (call == null) {
            if (arrivals.expects(id)) {
                ScheduledFuture<?> unused = workers.later(Duration.ofMillis(5), () -> moved(id, status, decision));
            }
            return;
        }
        if (decision) {
            call.decisionRead();
        }
        if (status.terminal()) {
            if (!call.endsItself(status)) {
                workers.run(() -> tellEnd(call));
            }
        } else if (decision && status == Status.APPROVED) {
            workers.run(() -> send(call));
        }
    }

    private void send(WaitingCall call) {
        if (!call.beginSending()) {
            return;
        }
        sending.put(call.id(), call);
        release.run(call).whenComplete((ended, failure) -> {
            sending.remove(call.id(), call);
            if (failure != null) {
                LOGGER.errorf(failure, "releasing %s failed", call.id());
            }
            if (ended == null || failure != null) {
                boolean overBudget = call.stopSending();
                workers.run(() -> {
                    tellEnd(call);
                    if (overBudget) {
                        budgetOver(call);
                    }
                });
            } else {
                tell(call, ended);
            }
        });
    }

    /** Tells the end if there is one; without effect while PostgreSQL is away, the slow look comes back to it. */
    private void tellEnd(WaitingCall call) {
        try {
            holds.ending(call.id()).ifPresent(ending -> tell(call, ending));
        } catch (RuntimeException away) {
            LOGGER.warnf("the end of %s could not be read; it is looked at again", call.id());
        }
    }

    private void tell(WaitingCall call, Ending ending) {
        Optional<HeldAnswer> answer = answers.of(ending, call.caller());
        if (answer.isEmpty()) {
            waiting.remove(call.id(), call);
            call.superseded(); // withdrawn: a stream ends without a response
            return;
        }
        if (!call.endWaiting()) {
            return; // somebody else says the last word
        }
        waiting.remove(call.id(), call);
        call.tell(answer.get())
                .thenApply(delivered -> {
                    call.sinceDecision().ifPresent(told);
                    return delivered;
                })
                .thenAccept(delivered -> workers.untilDone("noting delivery of " + call.id(), () -> {
                    if (delivered) {
                        holds.delivered(call.id(), call.exchange());
                    } else {
                        holds.detach(call.id(), call.exchange());
                    }
                    return true;
                }));
    }

    void detached(WaitingCall call) {
        waiting.remove(call.id(), call);
        forget(call);
    }

    void abandoned(WaitingCall call) {
        waiting.remove(call.id(), call);
        workers.untilDone("leaving " + call.id(), () -> {
            holds.abandon(call.id(), call.exchange());
            return true;
        });
        learn(call, false);
    }

    /** The agent's timer ran out; it does not wait for an answer to this request any more. */
    void gaveUp(WaitingCall call) {
        call.stream().ifPresent(this::over);
        detached(call);
        learn(call, true);
    }

    /** A courtesy: without PostgreSQL nothing is learned this time. */
    private void learn(WaitingCall call, boolean said) {
        Duration waited = call.waited();
        workers.run(() -> {
            try {
                budgets.gaveUp(call.caller(), waited, said);
            } catch (RuntimeException away) {
                LOGGER.warn("how long a client waited could not be noted: PostgreSQL does not answer");
            }
        });
    }

    void withdrawn(WaitingCall call) {
        waiting.remove(call.id(), call);
        call.stream().ifPresent(this::over);
        @Nullable WaitingCall sender = sending.get(call.id());
        if (sender != null) {
            sender.takeBack();
        }
        workers.untilDone("withdrawing " + call.id(), () -> {
            holds.withdraw(call.id(), call.exchange());
            return true;
        });
    }

    private void catchUp(WaitingCall call) {
        if (call.placed().status().terminal()) {
            tellEnd(call);
        } else if (call.placed().status() == Status.APPROVED) {
            holds.announceDecision(call.id());
        } else {
            look(List.of(call.id()));
        }
    }

    void look() {
        List<ApprovalId> all = new ArrayList<>(waiting.keySet());
        for (int from = 0; from < all.size(); from += LOOK_BATCH) {
            look(all.subList(from, Math.min(all.size(), from + LOOK_BATCH)));
        }
    }

    private void look(List<ApprovalId> some) {
        try {
            for (Standing standing : holds.standing(some)) {
                @Nullable WaitingCall call = waiting.get(standing.id());
                if (call != null && standing.isWaitedForByAnother(call.exchange())) {
                    waiting.remove(call.id(), call);
                    call.superseded();
                } else if (call != null && standing.status().terminal()) {
                    tellEnd(call);
                } else if (call != null && standing.status() == Status.APPROVED && call.waitedFor()) {
                    holds.announceDecision(standing.id());
                }
            }
        } catch (RuntimeException away) {
            LOGGER.warn("waiting calls could not be looked at: PostgreSQL does not answer");
        }
    }

    @Override
    public CompletableFuture<Void> drain() {
        return CompletableFuture.allOf(List.copyOf(waiting.values()).stream()
                .filter(WaitingCall::endBudget)
                .map(this::sendAway)
                .toArray(CompletableFuture[]::new));
    }

    /** The agent of a stream that can be resumed comes back to another node by itself; any other has to be told. */
    private CompletableFuture<Boolean> sendAway(WaitingCall call) {
        if (!call.sendAway()) {
            return letGo(call);
        }
        waiting.remove(call.id(), call);
        return forget(call).toCompletableFuture();
    }
}
