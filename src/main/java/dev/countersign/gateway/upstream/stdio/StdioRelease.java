package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.session.Sessions;
import dev.countersign.gateway.upstream.Sending;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.ServerMessage.Kind;
import dev.countersign.gateway.upstream.stdio.StdioProcess.Line;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;

/**
 * One sending of one released call to a program: to that of its session, or, when that one has ended before the call was sent, to a new
 * one in which the stored {@code initialize} was replayed; in the modern era to the one that its agent's exchanges share. Once written,
 * the call is never written again.
 */
final class StdioRelease {

    private static final String NOT_STARTED = "the program of the server did not start";
    private static final String ENDED_BEFORE = "the program ended before the call was handed to it";

    private final Vertx vertx;
    private final StdioProcesses processes;
    private final Sessions sessions;
    private final IdSource ids;
    private final Sending sending;

    StdioRelease(Vertx vertx, StdioProcesses processes, Sessions sessions, IdSource ids, Sending sending) {
        this.vertx = vertx;
        this.processes = processes;
        this.sessions = sessions;
        this.ids = ids;
        this.sending = sending;
    }

    void send(SharedPrograms shared) {
        if (sending.dispatch().era() == Era.MODERN) {
            shared.of(sending.dispatch().agent()).whenComplete((program, none) -> {
                if (none == null) {
                    write(program, Alias.fresh(sending.dispatch().message(), ids));
                } else {
                    sending.notSent(SharedPrograms.why(none).message());
                }
            });
            return;
        }
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
                vertx.executeBlocking(() -> inNewProgram(session.get()), false)
                        .onFailure(e -> sending.notSent(NOT_STARTED));
            }
        });
    }

    private StdioSession inNewProgram(McpSession session) throws IOException {
        String key = StdioProcesses.aside(ids);
        StdioSession fresh = processes.start(key, false);
        sending.whenOver(done -> processes.end(key));
        Replay replay = new Replay(() -> {
            fresh.tell(RawMessage.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                    .bytes());
            write(fresh);
        });
        RawMessage initialize = session.initialize();
        if (!fresh.ask(ServerMessage.of(initialize.bytes()).idKey(), replay, Line.of(initialize))) {
            sending.notSent(NOT_STARTED);
        }
        return fresh;
    }

    /** Under its own id, unless another request of the session has the same by now. */
    private void write(StdioSession session) {
        Dispatch dispatch = sending.dispatch();
        Alias own = Alias.kept(dispatch.message(), dispatch.requestId());
        write(session, session.hasOpen(own.idKey()) ? Alias.fresh(dispatch.message(), ids) : own);
    }

    private void write(StdioSession session, Alias alias) {
        Written written = new Written(alias);
        sending.limit("the program");
        sending.whenOver(done -> session.forget(alias.idKey(), written));
        sending.whenCancelled(
                () -> session.tell(Sending.cancellation(alias.id()).bytes()));
        Line line = new Line(
                alias.request(),
                sending::maySend,
                sending::sent,
                () -> sending.notSent("the call was not handed to the program"));
        if (!session.ask(alias.idKey(), written, line)) {
            sending.notSent("the program has ended, or a request with the same id is open in it");
        }
    }

    /** The call, handed to the program. */
    private final class Written implements StdioSession.Pending {

        private final Alias alias;
        private final Optional<String> progressToken;

        Written(Alias alias) {
            this.alias = alias;
            this.progressToken = ServerMessage.progressTokenOf(alias.request().bytes());
        }

        @Override
        public void message(byte[] line) {
            sending.answering();
            alias.outward(line, Kind.NOTIFICATION).map(RawMessage::of).ifPresent(sending::relay);
        }

        @Override
        public void response(byte[] line) {
            sending.answering();
            alias.outward(line, Kind.RESPONSE)
                    .map(RawMessage::of)
                    .ifPresentOrElse(
                            sending::answered, () -> sending.unknown("the answer of the program cannot be read"));
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
    }

    /** Waits for the answer to the replayed {@code initialize}. */
    private final class Replay implements StdioSession.Pending {

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
