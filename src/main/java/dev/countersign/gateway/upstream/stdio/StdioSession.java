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
 * One conversation with one program: finds for every line the request that it belongs to.
 *
 * <p>A program has one stream for everything. A notification that names a request by its progress token or id goes there; any other
 * message goes to the youngest open request that listens, else to the session's GET stream, else it waits, the oldest giving way. What
 * gets a message may block the thread that reads the program, and is called without any lock.
 */
final class StdioSession implements StdioProcess.Listener {

    private static final Logger LOGGER = Logger.getLogger(StdioSession.class);

    /** Lines in a row that are no JSON-RPC before the program is taken for broken. */
    private static final int GARBAGE = 20;

    /** Messages, and bytes of them, kept while no GET stream is open. */
    private static final int BACKLOG = 256;

    private static final int BACKLOG_BYTES = 4 * 1024 * 1024;

    private final ServerName server;
    private final boolean shared;
    private final Runnable whenEnded;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Deque<byte[]> backlog = new ArrayDeque<>();
    private Optional<StdioProcess> process = Optional.empty();
    private long lastUse = System.nanoTime();
    private int backlogBytes;
    private int garbage;
    private boolean ended;

    /** A request that the program has not answered yet. Told on the thread that reads the program. */
    interface Pending {

        /** A message that belongs to it came before its response. May wait for room. */
        void message(byte[] line);

        void response(byte[] line);

        /** The program ended first. Must not block. */
        void ended();

        /** Whether it can take messages before its response. */
        boolean listens();

        /** Whether a progress notification with this token, in the form of {@link ServerMessage#progressToken}, is about it. */
        boolean has(String progressToken);
    }

    /** A stream for what belongs to no request. */
    interface Listener {

        /** A message, on the thread that reads the program; may wait for room. */
        void line(byte[] line);

        /** One that came while nobody listened; must not block. */
        void kept(byte[] line);

        /** The program ended; must not block. */
        void ended();
    }

    /**
     * A conversation that begins with {@link #serve}.
     *
     * @param shared whether several exchanges share it (modern era): what names none of them is nobody's, and nobody is asked anything
     */
    StdioSession(ServerName server, boolean shared, Runnable whenEnded) {
        this.server = server;
        this.shared = shared;
        this.whenEnded = whenEnded;
    }

    synchronized void serve(StdioProcess started) {
        process = Optional.of(started);
    }

    synchronized boolean isAlive() {
        return !ended && process.isPresent() && process.get().isAlive();
    }

    /** Whether nothing is open in it and nothing was sent for so long. */
    synchronized boolean isIdle(long nanos) {
        return pending.isEmpty() && listeners.isEmpty() && System.nanoTime() - lastUse >= nanos;
    }

    /** Whether a request with this id is open. */
    synchronized boolean hasOpen(String idKey) {
        return pending.containsKey(idKey);
    }

    /** Sends a request; false when one with the same id is open or the program is gone. Nothing was sent then. */
    boolean ask(String idKey, Pending request, Line line) {
        StdioProcess to;
        synchronized (this) {
            if (ended || process.isEmpty() || pending.putIfAbsent(idKey, request) != null) {
                return false;
            }
            lastUse = System.nanoTime();
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
            lastUse = System.nanoTime();
            to = process.get();
        }
        to.send(Line.of(RawMessage.of(message)));
        return true;
    }

    /** Nobody waits for this answer any more. */
    synchronized void forget(String idKey, Pending request) {
        pending.remove(idKey, request);
    }

    /** Opens a GET stream: gets what waited, then whatever belongs to no request. */
    synchronized void listen(Listener listener) {
        backlog.forEach(listener::kept);
        backlog.clear();
        backlogBytes = 0;
        listeners.add(listener);
        if (ended) {
            listener.ended();
        }
    }

    synchronized void stopListening(Listener listener) {
        listeners.remove(listener);
    }

    void end() {
        running().ifPresent(StdioProcess::end);
    }

    void endNow() {
        running().ifPresent(StdioProcess::endNow);
    }

    @Override
    public void line(byte[] line) {
        receiver(line, ServerMessage.of(line)).accept(line);
    }

    @Override
    public void ended() {
        synchronized (this) {
            ended = true;
            List.copyOf(pending.values()).forEach(Pending::ended);
            pending.clear();
            List.copyOf(listeners).forEach(Listener::ended);
        }
        whenEnded.run();
    }

    private synchronized Optional<StdioProcess> running() {
        return process;
    }

    private synchronized Consumer<byte[]> receiver(byte[] line, ServerMessage message) {
        if (message.kind() == Kind.NOT_A_MESSAGE) {
            return this::drop;
        }
        garbage = 0;
        if (message.kind() == Kind.RESPONSE) {
            Pending asked = pending.remove(message.idKey());
            return asked == null
                    ? late -> LOGGER.debugf("an answer that nobody waits for: server=%s", server)
                    : asked::response;
        }
        Optional<Pending> open = shared && message.kind() == Kind.REQUEST ? Optional.empty() : receiver(message);
        if (open.isPresent()) {
            return open.get()::message;
        }
        if (!listeners.isEmpty()) {
            return listeners.get(listeners.size() - 1)::line;
        }
        if (!shared) {
            keep(line);
        }
        return kept -> {};
    }

    private Optional<Pending> receiver(ServerMessage message) {
        Pending named = message.about().map(pending::get).orElse(null);
        if (named != null) {
            return Optional.of(named).filter(Pending::listens);
        }
        Pending receiver = null;
        for (Pending open : pending.values()) {
            if (message.progressToken().isPresent()
                    ? open.has(message.progressToken().get())
                    : open.listens()) {
                receiver = open;
            }
        }
        return Optional.ofNullable(receiver).filter(Pending::listens);
    }

    private void keep(byte[] line) {
        backlog.addLast(line);
        backlogBytes += line.length;
        while (backlog.size() > BACKLOG || (backlogBytes > BACKLOG_BYTES && backlog.size() > 1)) {
            backlogBytes -= backlog.removeFirst().length;
        }
    }

    private synchronized void drop(byte[] line) {
        garbage++;
        LOGGER.warnf(
                "dropped a line that is no JSON-RPC message: server=%s inARow=%d length=%d text=%s",
                server, garbage, line.length, StderrLog.shown(line, line.length));
        if (garbage == GARBAGE) {
            LOGGER.errorf("ending the program, it does not speak JSON-RPC: server=%s", server);
            process.ifPresent(StdioProcess::end);
        }
    }
}
