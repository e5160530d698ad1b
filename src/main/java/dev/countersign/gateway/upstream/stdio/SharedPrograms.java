package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.protocol.Located;
import dev.countersign.gateway.protocol.Message.RequestId;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.UpstreamFailure;
import dev.countersign.gateway.upstream.UpstreamFailure.Kind;
import dev.countersign.gateway.upstream.stdio.StdioProcess.Line;
import dev.countersign.json.DoubtfulJsonException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The programs of one server that serve the modern era, one for each agent, if it speaks it: that is asked in a process of its own and
 * remembered (protocol design, section 6).
 */
final class SharedPrograms {

    private static final long REMEMBERED = Duration.ofHours(1).toNanos();

    /** A program that ended instead of answering may only have had a bad day. */
    private static final long REMEMBERED_END = Duration.ofMinutes(1).toNanos();

    private static final String DISCOVER =
            "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"server/discover\",\"params\":{\"_meta\":{"
                    + "\"io.modelcontextprotocol/protocolVersion\":\"%s\","
                    + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"countersign\",\"version\":\"1\"},"
                    + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    private static final String MODERN = Revision.words(Era.MODERN).get(0);

    private static final UpstreamFailure OTHER_ERA = new UpstreamFailure(
            Kind.OTHER_ERA,
            "the program behind this server speaks only revisions that are opened by initialize: "
                    + String.join(", ", Revision.words(Era.LEGACY)));
    private static final UpstreamFailure NOT_STARTED =
            new UpstreamFailure(Kind.NOT_REACHED, "the program of the server did not start");

    private final Vertx vertx;
    private final StdioProcesses processes;
    private final IdSource ids;
    private final Duration patience;
    private Optional<Answer> known = Optional.empty();

    /** What the program said, or is being asked. */
    private static final class Answer {
        private final CompletableFuture<Boolean> modern = new CompletableFuture<>();
        private volatile long until = Long.MAX_VALUE;

        private CompletionStage<Boolean> said() {
            return modern;
        }

        private boolean counts() {
            return !modern.isCompletedExceptionally() && (!modern.isDone() || System.nanoTime() - until < 0);
        }

        private void is(boolean speaks, long nanos) {
            until = System.nanoTime() + nanos;
            modern.complete(speaks);
        }
    }

    /** There is no program for the request. */
    private static final class NoProgramException extends IOException {

        private final transient UpstreamFailure failure;

        NoProgramException(UpstreamFailure failure) {
            super(failure.message());
            this.failure = failure;
        }
    }

    /**
     * With the processes of one server.
     *
     * @param patience how long the program may take to say whether it speaks the modern era
     */
    SharedPrograms(Vertx vertx, StdioProcesses processes, IdSource ids, Duration patience) {
        this.vertx = vertx;
        this.processes = processes;
        this.ids = ids;
        this.patience = patience;
    }

    /** The program of this agent, started if need be. A failure is told by {@link #why}. */
    CompletionStage<StdioSession> of(AgentName agent) {
        String key = StdioProcesses.shared(agent);
        Optional<StdioSession> running = processes.of(key);
        if (running.isPresent()) {
            return CompletableFuture.completedFuture(running.get());
        }
        return speaks().thenCompose(modern -> modern
                ? start(() -> processes.startUnlessRunning(key))
                : CompletableFuture.failedFuture(new NoProgramException(OTHER_ERA)));
    }

    /** What to answer when {@link #of} failed. */
    static UpstreamFailure why(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause instanceof NoProgramException none ? none.failure : NOT_STARTED;
    }

    private CompletionStage<Boolean> speaks() {
        Answer asking;
        synchronized (this) {
            if (known.isPresent() && known.get().counts()) {
                return known.get().said();
            }
            asking = new Answer();
            known = Optional.of(asking);
        }
        String key = StdioProcesses.aside(ids);
        start(() -> processes.start(key, true)).whenComplete((program, failed) -> {
            if (failed == null) {
                ask(program, asking);
            } else {
                asking.modern.completeExceptionally(failed);
            }
        });
        return asking.said().whenComplete((modern, failed) -> processes.end(key));
    }

    private void ask(StdioSession program, Answer asking) {
        String id = RequestId.ours(ids.uuid());
        long timer = vertx.setTimer(patience.toMillis(), late -> asking.is(false, REMEMBERED));
        asking.said().whenComplete((modern, failed) -> vertx.cancelTimer(timer));
        RawMessage request = RawMessage.of(DISCOVER.formatted(id, MODERN));
        if (!program.ask(ServerMessage.keyOf(id), new Discovery(asking), Line.of(request))) {
            asking.is(false, REMEMBERED_END);
        }
    }

    private interface Start {
        StdioSession run() throws IOException;
    }

    private CompletionStage<StdioSession> start(Start start) {
        if (processes.isBroken()) {
            return CompletableFuture.failedFuture(new NoProgramException(StdioProcesses.BROKEN));
        }
        return vertx.executeBlocking(start::run, false).toCompletionStage();
    }

    /** Waits for the answer to {@code server/discover}. */
    private record Discovery(Answer asking) implements StdioSession.Pending {

        @Override
        public void message(byte[] line) {
            // Nobody asked for anything else.
        }

        @Override
        public void response(byte[] line) {
            asking.is(namesModern(line), REMEMBERED);
        }

        @Override
        public void ended() {
            asking.is(false, REMEMBERED_END);
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public boolean has(String token) {
            return false;
        }

        private static boolean namesModern(byte[] line) {
            try {
                Optional<Span> versions = Located.value(line, "result", "supportedVersions");
                return versions.isPresent() && versions.get().text(line).contains('"' + MODERN + '"');
            } catch (DoubtfulJsonException unreadable) {
                return false;
            }
        }
    }
}
