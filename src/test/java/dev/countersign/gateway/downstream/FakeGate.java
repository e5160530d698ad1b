package dev.countersign.gateway.downstream;

import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.gateway.CallGate;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.GateOutcome;
import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.HoldDrain;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.Told;
import dev.countersign.gateway.ToolLists;
import dev.countersign.gateway.Waiter;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards every call but those to tools named here; holds are decided by the tests. Hides {@code delete_all}. */
@Alternative
@Singleton
public class FakeGate implements CallGate, ToolLists, HoldDrain {

    final List<Hold> holds = new CopyOnWriteArrayList<>();
    final List<SeenTool> seenTools = new CopyOnWriteArrayList<>();
    final AtomicInteger givenBack = new AtomicInteger();
    private final ServerCalls calls;

    FakeGate(ServerCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<GateOutcome> pass(CallRequest request) {
        return switch (request.call().tool().value()) {
            case "transfer", "delete_file" -> {
                Hold hold = new Hold(request);
                holds.add(hold);
                yield CompletableFuture.supplyAsync(() -> new GateOutcome.Held(hold));
            }
            case "delete_all" ->
                CompletableFuture.completedFuture(
                        new GateOutcome.Refused(told("[POLICY DENIED] no", Told.Outcome.DENIED)));
            case "bad" ->
                CompletableFuture.completedFuture(new GateOutcome.Rejected(-32602, "too large to be reviewed"));
            case "away" ->
                CompletableFuture.completedFuture(new GateOutcome.Unavailable("Kafka is away, nothing was sent"));
            default -> CompletableFuture.completedFuture(new GateOutcome.Forward(givenBack::incrementAndGet));
        };
    }

    @Override
    public boolean hidesAnything(AgentName agent, ServerName server) {
        return !server.value().equals("open");
    }

    @Override
    public boolean hides(AgentName agent, ServerName server, ToolName tool) {
        return tool.value().equals("delete_all");
    }

    @Override
    public boolean canHold(AgentName agent, ServerName server) {
        return false;
    }

    @Override
    public boolean mayHold(AgentName agent, ServerName server, ToolName tool) {
        return false;
    }

    @Override
    public boolean runsTasks(ServerName server, ToolName tool) {
        return false;
    }

    @Override
    public void seen(ServerName server, List<SeenTool> page) {
        seenTools.addAll(page);
    }

    @Override
    public CompletionStage<Void> drain() {
        return CompletableFuture.allOf(holds.stream()
                .filter(hold -> hold.waiter != null && hold.waiter.isOpen())
                .map(hold -> hold.tell("[APPROVAL PENDING] call again").toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    Hold holding(String word) {
        return holds.stream()
                .filter(hold -> hold.request.message().text().contains(word) && hold.waiter != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not held yet: " + word));
    }

    static Told told(String text, Told.Outcome outcome) {
        return new Told(
                text, outcome, Told.By.POLICY, "/hide", "v1", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** One held call and what became of it. */
    final class Hold implements HeldCall {

        final CallRequest request;
        final ApprovalId id = new ApprovalId(UUID.randomUUID());
        volatile Waiter waiter;
        volatile boolean detached;
        volatile boolean withdrawn;
        volatile boolean sent;
        volatile ServerAnswer answer;

        Hold(CallRequest request) {
            this.request = request;
        }

        /** Sends the call and tells the waiter what came of it. */
        CompletionStage<Boolean> approve() {
            Dispatch dispatch = new Dispatch(
                    request.call().server(),
                    request.call().agent(),
                    request.message(),
                    request.caller().requestId(),
                    request.caller().era(),
                    request.session(),
                    request.headers());
            return calls.send(dispatch, waiter::relay, () -> true, () -> sent = true)
                    .thenCompose(known -> {
                        answer = known;
                        return waiter.deliver(
                                known instanceof ServerAnswer.Answered answered
                                        ? new HeldAnswer.FromServer(answered.response())
                                        : new HeldAnswer.Ours(
                                                told("[OUTCOME UNKNOWN] " + known, Told.Outcome.UNKNOWN)));
                    });
        }

        CompletionStage<Boolean> tell(String text) {
            return waiter.deliver(new HeldAnswer.Ours(told(text, Told.Outcome.PENDING)));
        }

        @Override
        public void disconnected() {
            detach();
        }

        @Override
        public ApprovalId id() {
            return id;
        }

        @Override
        public Instant expiresAt() {
            return Instant.MAX;
        }

        @Override
        public String url() {
            return "http://127.0.0.1/inbox/" + id;
        }

        @Override
        public void await(Waiter exchange) {
            waiter = exchange;
        }

        @Override
        public void detach() {
            detached = true;
        }

        @Override
        public void withdraw() {
            withdrawn = true;
        }
    }
}
