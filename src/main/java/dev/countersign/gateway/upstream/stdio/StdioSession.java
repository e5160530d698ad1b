package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.upstream.ServerMessage;
import dev.countersign.gateway.upstream.ServerMessage.Kind;
import dev.countersign.gateway.upstream.stdio.StdioProcess.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One session with one program: finds for every line the request that it belongs to.
 *
 * <p>A program has one stream for everything. A progress notification goes to the request with its token; any other message goes to
 * the youngest open request that listens, else to the session's GET stream, else it waits, the oldest giving way.
 */
final class StdioSession implements StdioProcess.Listener {

    private static final Logger LOGGER = Logger.getLogger(StdioSession.class);

    /** Lines in a row that are no JSON-RPC before the program is taken for broken. */
    private static final int GARBAGE = 20;

    /** Messages kept while no GET stream is open. */
    private static final int BACKLOG = 256;

    private final ServerName server;
    private final Runnable whenEnded;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final List<Consumer<byte[]>> listeners = new ArrayList<>();
    private final List<Runnable> listenersEnd = new ArrayList<>();
    private final Deque<byte[]> backlog = new ArrayDeque<>();
    private Optional<StdioProcess> process = Optional.empty();
    private int garbage;
    private boolean ended;

    StdioSession(ServerName server, Runnable whenEnded) {
        this.server = server;
        this.whenEnded = whenEnded;
    }

    synchronized void serve(StdioProcess started) {
        process = Optional.of(started);
    }

    synchronized boolean isAlive() {
        return !ended && process.isPresent() && process.get().isAlive();
    }

    /** Sends a request; false when one with the same id is open or the program is gone. Nothing was sent then. */
    boolean ask(String idKey, Pending request, Line line) {
        StdioProcess to;
        synchronized (this) {
            if (ended || process.isEmpty() || pending.putIfAbsent(idKey, request) != null) {
                return false;
            }
            to = process.get();
        }
        to.send(line);
        return true;
    }

    /** Sends what has no answer: a notification or a response; false when the program is gone. */
    boolean tell(byte[] message) {
        StdioProcess to;
        synchronized (this) {
            if (ended || process.isEmpty()) {
                return false;
            }
            to = process.get();
        }
        to.send(lineOf(message));
        return true;
    }

    /** Nobody waits for this answer any more. */
    synchronized void forget(String idKey, Pending request) {
        pending.remove(idKey, request);
    }

    /** Opens a GET stream: gets what waited, then whatever belongs to no request. */
    synchronized void listen(Consumer<byte[]> listener, Runnable whenOver) {
        backlog.forEach(listener);
        backlog.clear();
        listeners.add(listener);
        listenersEnd.add(whenOver);
        if (ended) {
            whenOver.run();
        }
    }

    synchronized void stopListening(Consumer<byte[]> listener) {
        int at = listeners.indexOf(listener);
        if (at >= 0) {
            listeners.remove(at);
            listenersEnd.remove(at);
        }
    }

    void end() {
        Optional<StdioProcess> running;
        synchronized (this) {
            running = process;
        }
        running.ifPresent(StdioProcess::end);
    }

    void endNow() {
        Optional<StdioProcess> running;
        synchronized (this) {
            running = process;
        }
        running.ifPresent(StdioProcess::endNow);
    }

    @Override
    public synchronized void line(byte[] line) {
        ServerMessage message = ServerMessage.of(line);
        if (message.kind() == Kind.NOT_A_MESSAGE) {
            drop(line);
            return;
        }
        garbage = 0;
        if (message.kind() == Kind.RESPONSE) {
            Pending asked = pending.remove(message.idKey());
            if (asked != null) {
                asked.response(line);
            }
            return;
        }
        receiverOf(message).accept(line);
    }

    @Override
    public void ended() {
        synchronized (this) {
            ended = true;
            List.copyOf(pending.values()).forEach(Pending::ended);
            pending.clear();
            List.copyOf(listenersEnd).forEach(Runnable::run);
        }
        whenEnded.run();
    }

    private Consumer<byte[]> receiverOf(ServerMessage message) {
        Pending receiver = null;
        for (Pending open : pending.values()) {
            if (message.progressToken().isPresent()
                    ? open.has(message.progressToken().get())
                    : open.listens()) {
                receiver = open;
            }
        }
        if (receiver != null && receiver.listens()) {
            return receiver::message;
        }
        return listeners.isEmpty() ? this::keep : listeners.get(listeners.size() - 1);
    }

    private void keep(byte[] line) {
        if (backlog.size() == BACKLOG) {
            backlog.removeFirst();
        }
        backlog.addLast(line);
    }

    private void drop(byte[] line) {
        garbage++;
        LOGGER.warnf(
                "dropped a line that is no JSON-RPC message: server=%s inARow=%d length=%d text=%s",
                server, garbage, line.length, StderrLog.shown(line, line.length));
        if (garbage == GARBAGE) {
            LOGGER.errorf("ending the program, it does not speak JSON-RPC: server=%s", server);
            process.ifPresent(StdioProcess::end);
        }
    }

    /** A line to be written as soon as possible: line breaks, which stand between tokens only, become spaces. */
    static Line lineOf(byte[] message) {
        return new Line(RawMessage.of(oneLine(message)), () -> true, () -> {}, () -> {});
    }

    static byte[] oneLine(byte[] message) {
        byte[] line = message;
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n' || message[i] == '\r') {
                if (line == message) {
                    line = message.clone();
                }
                line[i] = ' ';
            }
        }
        return line;
    }
}
