package dev.countersign.gateway.hold;

import dev.countersign.approval.ApprovalState;
import dev.countersign.approval.Holds;
import dev.countersign.approval.Status;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.IdSource;
import dev.countersign.gateway.CallRequest;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import dev.countersign.gateway.budget.ClientProfiles;
import dev.countersign.gateway.budget.HoldBudgets;
import dev.countersign.gateway.budget.LearnedPatience;
import dev.countersign.gateway.hold.follow.UpstreamTasks;
import dev.countersign.gateway.leg.LegScene;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The waiting side of one node, on a record and a journal in memory, before a server that counts. */
final class Room {

    static final ServerAnswer ANSWER =
            new ServerAnswer.Answered(RawMessage.of("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[]}}"));

    private static final Holds.Entrance OPEN = new Holds.Entrance() {
        @Override
        public boolean mayEnter(ApprovalId id) {
            return true;
        }

        @Override
        public boolean mayBeTwin(ApprovalId earlier, Instant lease) {
            return true;
        }
    };

    final Scene scene = new Scene();
    final MemoryHolds holds = new MemoryHolds();
    final MemoryStreams streams = new MemoryStreams();
    final Workers workers = new Workers();
    final Bank bank = new Bank();
    final HeldCalls calls = calls();

    HeldCall placed(CallRequest request) {
        return calls.place(scene.hold(request), request, OPEN).orElseThrow();
    }

    void approve() {
        holds.become(new ApprovalState.Approved(List.of()));
        calls.moved(holds.id, Status.APPROVED, true);
    }

    private HeldCalls calls() {
        Wording wording = new Wording(scene);
        ReleaseRecords records = new ReleaseRecords(holds, holds, scene, scene.checks(), workers, point -> {});
        Release release = new Release(
                records,
                (id, claim) -> CompletableFuture.completedFuture(null),
                new Dispatches(bank, new UpstreamTasks(bank, new Numbers())),
                () -> true,
                workers,
                point -> {});
        Arrivals arrivals = new Arrivals(holds, streams, new Numbers());
        HoldBudgets budgets = new HoldBudgets(scene, new LearnedPatience((key, gap) -> {}), new ClientProfiles());
        Answers answers = new Answers(wording, budgets, LegScene.legs());
        return new HeldCalls(holds, arrivals, release, answers, budgets, wording, workers);
    }

    /** Ids that are different and known. */
    private static final class Numbers implements IdSource {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        public UUID uuid() {
            return new UUID(1, number.incrementAndGet());
        }

        @Override
        public byte[] bytes(int count) {
            return ByteBuffer.allocate(count).putInt(number.incrementAndGet()).array();
        }
    }

    /** The server: counts what it gets. */
    static final class Bank implements ServerCalls {
        final AtomicInteger sent = new AtomicInteger();
        volatile CompletableFuture<ServerAnswer> answer = CompletableFuture.completedFuture(ANSWER);
        volatile Consumer<RawMessage> relay = message -> {};
        volatile BeforeFirstByte waiting = () -> false;
        volatile Runnable beforeFirstByte = () -> {};
        volatile String fault = "";

        @Override
        public CompletionStage<ServerAnswer> send(
                Dispatch dispatch, Consumer<RawMessage> passed, BeforeFirstByte question, Runnable written) {
            if (!fault.isEmpty()) {
                throw new IllegalStateException(fault);
            }
            beforeFirstByte.run();
            if (!question.maySend()) {
                return CompletableFuture.completedFuture(new ServerAnswer.NotSent("nobody waits any more"));
            }
            relay = passed;
            waiting = question;
            sent.incrementAndGet();
            written.run();
            return answer;
        }
    }
}
