package dev.countersign.gateway.upstream.stdio;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.Sending;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.stdio.StdioProcess.Line;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;

/**
 * One sending of one released call to a program: to that of its session, or, when that one has ended before the call was sent, to a new
 * one in which the stored {@code initialize} was replayed. Once written, the call is never written again.
 */
final class StdioRelease implements Pending {

    private static final String NOT_STARTED = "the program of the server did not start";
    private static final String ENDED_BEFORE = "the program ended before the call was handed to it";

    private final Vertx vertx;
    private final Sending sending;
    private final Optional<String> progressToken;
    private final String idKey;

    StdioRelease(Vertx vertx, Sending sending) {
        this.vertx = vertx;
        this.sending = sending;
        byte[] message = sending.dispatch().message().bytes();
        this.progressToken = ServerMessage.progressTokenOf(message);
        this.idKey = ServerMessage.of(message).idKey();
    }

    void through(StdioProcesses processes, Sessions sessions) {
        String id = sending.dispatch().session().orElse("");
        Optional<StdioSession> running = processes.of(id);
        if (running.isPresent()) {
            write(running.get());
            return;
        }
        sessions.ofHeldCall(id).whenComplete((session, failed) -> {
            if (failed != null || session.isEmpty()) {
                sending.notSent("the program of the session has ended, and the session is not known any more");
            } else {
                vertx.executeBlocking(() -> inNewProgram(processes, session.get()), false)
                        .onFailure(e -> sending.notSent(NOT_STARTED));
            }
        });
    }

    private StdioSession inNewProgram(StdioProcesses processes, McpSession session) throws IOException {
        StdioSession fresh = processes.start("release-" + session.id());
        sending.whenOver(done -> fresh.end());
        Replay replay = new Replay(() -> {
            fresh.tell(RawMessage.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                    .bytes());
            write(fresh);
        });
        byte[] initialize = session.initialize().bytes();
        if (!fresh.ask(ServerMessage.of(initialize).idKey(), replay, StdioSession.lineOf(initialize))) {
            sending.notSent(NOT_STARTED);
        }
        return fresh;
    }

    private void write(StdioSession session) {
        sending.limit("the program");
        sending.whenOver(done -> session.forget(idKey, this));
        Line line = new Line(
                RawMessage.of(StdioSession.oneLine(sending.dispatch().message().bytes())),
                sending::maySend,
                sending::sent,
                () -> sending.notSent("the call was not handed to the program"));
        if (!session.ask(idKey, this, line)) {
            sending.notSent("the program has ended, or a request with the same id is open in it");
        }
    }

    @Override
    public void message(byte[] line) {
        sending.answering();
        sending.relay(RawMessage.of(line));
    }

    @Override
    public void response(byte[] line) {
        sending.answering();
        sending.answered(RawMessage.of(line));
    }

    @Override
    public void ended() {
        sending.lost(ENDED_BEFORE, "the program ended before it answered");
    }

    @Override
    public boolean listens() {
        return sending.hasBegun();
    }

    @Override
    public boolean has(String token) {
        return progressToken.isPresent() && progressToken.get().equals(token);
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
            sending.notSent(ENDED_BEFORE);
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
