package dev.countersign.gateway.hold;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Claim;
import dev.countersign.approval.Command;
import dev.countersign.approval.Holds;
import dev.countersign.approval.NewHold;
import dev.countersign.approval.Outcome;
import dev.countersign.approval.ReleaseDesk;
import dev.countersign.approval.Status;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One held call in memory, moved by the real states: what PostgreSQL would say. */
final class MemoryHolds implements Holds, ReleaseDesk {

    private static final Instant LATER = Instant.parse("2026-01-01T12:00:00Z");

    final ApprovalId id = new ApprovalId(new UUID(0, 42));
    final List<String> told = new CopyOnWriteArrayList<>();

    /** What happens elsewhere between the commit and the return of {@link #place}. */
    Consumer<ApprovalId> afterCommit = committed -> {};
    /** That the database goes away during the next claim: before its commit, or behind it. */
    enum Fault {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    Fault fault = Fault.NONE;
    boolean attached;
    private ApprovalState state = new ApprovalState.Pending(List.of());
    private NewHold hold;
    private UUID waiter;
    Runnable announced = () -> {};

    synchronized Status status() {
        return state.status();
    }

    synchronized boolean attachedNow() {
        return waiter != null;
    }

    synchronized void become(ApprovalState next) {
        state = next;
    }

    @Override
    public synchronized long open(AgentName agent) {
        return 0;
    }

    @Override
    public Optional<Placed> place(NewHold placed, UUID exchange, Door door) {
        door.mayEnter(id);
        door.entered(id);
        synchronized (this) {
            hold = placed;
            waiter = exchange;
        }
        afterCommit.accept(id);
        return Optional.of(new Placed(
                id, attached, Status.PENDING, LATER, Duration.ofHours(1).toMillis(), placed.terms()));
    }

    @Override
    public Optional<Placed> takeOver(ApprovalId call, AgentName agent, UUID exchange, Door door) {
        if (!door.mayTakeOver(id)) {
            return Optional.empty();
        }
        door.entered(id);
        synchronized (this) {
            waiter = exchange;
        }
        return Optional.of(
                new Placed(id, true, status(), LATER, Duration.ofHours(1).toMillis(), hold.terms()));
    }

    @Override
    public synchronized void detach(ApprovalId call, UUID exchange) {
        if (exchange.equals(waiter)) {
            waiter = null;
            told.add("detached");
        }
    }

    @Override
    public synchronized void abandon(ApprovalId call, UUID exchange) {
        if (exchange.equals(waiter)) {
            waiter = null;
            told.add("abandoned");
        }
    }

    @Override
    public synchronized void withdraw(ApprovalId call, UUID exchange) {
        if (exchange.equals(waiter)) {
            waiter = null;
            state = state.on(new Command.Withdraw());
            told.add("withdrawn");
        }
    }

    @Override
    public synchronized Status takeBack(ApprovalId call, AgentName agent) {
        waiter = null;
        state = state.on(new Command.Withdraw());
        return state.status();
    }

    @Override
    public synchronized void fetched(ApprovalId call) {
        told.add("fetched");
    }

    @Override
    public synchronized Optional<Ending> ending(ApprovalId call) {
        return state.status().terminal()
                ? Optional.of(
                        new Ending(id, state.status(), hold.terms(), LATER, "no", Optional.empty(), state.outcome()))
                : Optional.empty();
    }

    @Override
    public synchronized void delivered(ApprovalId call, UUID exchange) {
        told.add("delivered");
    }

    @Override
    public synchronized List<Standing> standing(Collection<ApprovalId> ids) {
        return List.of(new Standing(id, state.status(), 1, Optional.ofNullable(waiter)));
    }

    @Override
    public void announceDecision(ApprovalId call) {
        announced.run();
    }

    @Override
    public synchronized Optional<Order> claim(ApprovalId call, UUID exchange, FinalGate gate) {
        if (fault == Fault.BEFORE_COMMIT) {
            fault = Fault.NONE;
            throw new IllegalStateException("PostgreSQL does not answer");
        }
        if (state.status() != Status.APPROVED || !exchange.equals(waiter)) {
            return Optional.empty();
        }
        Claim claim = new Claim("node", 1, exchange);
        Candidate candidate = new Candidate(
                id,
                hold.call().server(),
                hold.call().tool(),
                hold.call().agent(),
                hold.owner(),
                hold.call().arguments().text(),
                true,
                "",
                hold.call().digest(),
                hold.toolPin(),
                hold.serverIdentity(),
                hold.terms().rule());
        state = state.on(new Command.TakeClaim(claim));
        if (fault == Fault.AFTER_COMMIT) {
            fault = Fault.NONE;
            throw new IllegalStateException("PostgreSQL does not answer");
        }
        return Optional.of(new Order(candidate, claim, hold.parked(), Optional.empty()));
    }

    @Override
    public synchronized void disown(ApprovalId call, UUID exchange) {
        if (state instanceof ApprovalState.Releasing releasing
                && releasing.claim().attempt().equals(exchange)) {
            state = state.on(new Command.NotSent(new Outcome(true, false, "Not sent.", Optional.empty())));
        }
    }

    @Override
    public synchronized boolean conclude(ApprovalId call, Claim claim, Command end) {
        if (state instanceof ApprovalState.Releasing releasing
                && releasing.claim().equals(claim)) {
            state = state.on(end);
            return true;
        }
        return false;
    }
}
