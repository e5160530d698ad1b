package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls.BeforeFirstByte;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.stdio.StdioProcess.Line;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One sending of one released call to a program: to that of its session, or, when that one has ended before the call was sent, to a new
 * one in which the stored {@code initialize} was replayed. Once written, the call is never written again.
 */
final class StdioRelease implements Pending {

    private static final long FIRST_BYTE_MILLIS = 120_000;
    private static final long WHOLE_MILLIS = 600_000;

    private final Vertx vertx;
    private final Dispatch dispatch;
    private final Consumer<RawMessage> relay;
    private final BeforeFirstByte beforeFirstByte;
    private final Runnable sent;
    private final Optional<String> progressToken;
    private final String idKey;
    private final CompletableFuture<ServerAnswer> answer = new CompletableFuture<>();
    private volatile boolean answering;
    private volatile boolean written;

    StdioRelease(
            Vertx vertx,
            Dispatch dispatch,
            Consumer<RawMessage> relay,
            BeforeFirstByte beforeFirstByte,
            Runnable sent) {
        this.vertx = vertx;
        this.dispatch = dispatch;
        this.relay = relay;
        this.beforeFirstByte = beforeFirstByte;
        this.sent = sent;
        this.progressToken = ServerMessage.progressTokenOf(dispatch.message().bytes());
        this.idKey = ServerMessage.of(dispatch.message().bytes()).idKey();
    }

    CompletionStage<ServerAnswer> through(StdioProcesses processes, Sessions sessions) {
        String id = dispatch.session().orElse("");
        Optional<StdioSession> running = processes.of(id);
        if (running.isPresent()) {
            write(running.get());
            return answer;
        }
        sessions.ofHeldCall(id).whenComplete((session, failed) -> {
            if (failed != null || session.isEmpty()) {
                notSent("the program of the session has ended, and the session is not known any more");
            } else {
                vertx.executeBlocking(() -> inNewProgram(processes, session.get()), false)
                        .onFailure(e -> notSent("the program of the server did not start"));
            }
        });
        return answer;
    }

    private CompletionStage<ServerAnswer> answer() {
        return answer;
    }

    private StdioSession inNewProgram(StdioProcesses processes, McpSession session) throws IOException {
        StdioSession fresh = processes.start("release-" + dispatch.session().orElse(""));
        answer().whenComplete((done, never) -> fresh.end());
        Replay replay = new Replay(() -> {
            fresh.tell(RawMessage.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                    .bytes());
            write(fresh);
        });
        byte[] initialize = session.initialize().bytes();
        if (!fresh.ask(ServerMessage.of(initialize).idKey(), replay, StdioSession.lineOf(initialize))) {
            notSent("the program of the server did not start");
        }
        return fresh;
    }

    private void write(StdioSession session) {
        long first = vertx.setTimer(FIRST_BYTE_MILLIS, late -> {
            if (!answering) {
                unknown("the program did not begin to answer within 120 s");
            }
        });
        long whole = vertx.setTimer(WHOLE_MILLIS, late -> unknown("the program did not answer within 10 min"));
        answer().whenComplete((done, never) -> {
            vertx.cancelTimer(first);
            vertx.cancelTimer(whole);
            session.forget(idKey, this);
        });
        Line line = new Line(
                RawMessage.of(StdioSession.oneLine(dispatch.message().bytes())),
                this::mayWrite,
                sent,
                () -> notSent("the call was not handed to the program"));
        if (!session.ask(idKey, this, line)) {
            notSent("the program has ended, or a request with the same id is open in it");
        }
    }

    private boolean mayWrite() {
        written = beforeFirstByte.maySend();
        return written;
    }

    @Override
    public void message(byte[] line) {
        answering = true;
        relay.accept(RawMessage.of(line));
    }

    @Override
    public void response(byte[] line) {
        answering = true;
        answer.complete(new ServerAnswer.Answered(RawMessage.of(line)));
    }

    @Override
    public void ended() {
        if (written) {
            unknown("the program ended before it answered");
        } else {
            notSent("the program ended before the call was handed to it");
        }
    }

    @Override
    public boolean listens() {
        return written;
    }

    @Override
    public boolean has(String token) {
        return progressToken.isPresent() && progressToken.get().equals(token);
    }

    private void notSent(String reason) {
        answer.complete(new ServerAnswer.NotSent(reason));
    }

    private void unknown(String reason) {
        answer.complete(new ServerAnswer.Unknown(reason));
    }

    /** Waits for the answer to the replayed {@code initialize}. */
    private final class Replay implements Pending {

        private final Runnable ready;

        Replay(Runnable ready) {
            this.ready = ready;
        }

        @Override
        public void message(byte[] line) {
            // Before the session is open nobody can have asked for it.
        }

        @Override
        public void response(byte[] line) {
            ready.run();
        }

        @Override
        public void ended() {
            notSent("the program ended before the call was handed to it");
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public boolean has(String token) {
            return false;
        }
    }
}
