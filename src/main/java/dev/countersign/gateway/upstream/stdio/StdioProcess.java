package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * A running program: lines to it, lines from it. Three daemon threads serve its pipes, so that a program that does not read, or
 * writes without end, stops nobody else.
 */
final class StdioProcess {

    private static final Logger LOGGER = Logger.getLogger(StdioProcess.class);

    /** The longest message of the transport, in bytes. */
    static final int LONGEST_LINE = 16 * 1024 * 1024;

    /** Messages waiting to be read by the program; beyond, it is taken for dead. */
    private static final int WAITING = 1_000;

    private static final Line CLOSE = new Line(RawMessage.of(""), () -> false, () -> {}, () -> {});

    private final ServerName server;
    private final ProcessGroup group;
    private final Listener listener;
    private final Duration patience;
    private final BlockingQueue<Line> outgoing = new LinkedBlockingQueue<>(WAITING);
    private final AtomicBoolean ending = new AtomicBoolean();

    /** Hears what the program says, on the thread that reads it. */
    interface Listener {

        /** One line; never empty. */
        void line(byte[] line);

        /** The program ended or closed its output; told once. */
        void ended();
    }

    /**
     * A line to be written.
     *
     * @param mayWrite asked right before the first byte
     * @param written told when all of it was handed to the pipe
     * @param notWritten told when no byte of it was written
     */
    record Line(RawMessage message, Permission mayWrite, Runnable written, Runnable notWritten) {

        /** Line breaks, which stand between tokens only, become spaces. */
        Line {
            message = RawMessage.of(oneLine(message.bytes()));
        }

        /** To be written as soon as possible. */
        static Line of(RawMessage message) {
            return new Line(message, () -> true, () -> {}, () -> {});
        }

        private static byte[] oneLine(byte[] message) {
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

    /** The last question before a line is written. */
    @FunctionalInterface
    interface Permission {
        boolean given();
    }

    private StdioProcess(ServerName server, ProcessGroup group, Listener listener, Duration patience) {
        this.server = server;
        this.group = group;
        this.listener = listener;
        this.patience = patience;
    }

    /**
     * Serves the pipes of a started program.
     *
     * @param patience from closing its input to SIGTERM, and again as long to SIGKILL
     */
    static StdioProcess serve(ServerName server, ProcessGroup group, Listener listener, Duration patience) {
        StdioProcess served = new StdioProcess(server, group, listener, patience);
        served.thread("out", served::read);
        served.thread("in", served::write);
        served.thread("err", () -> new StderrLog(server).drain(group.process().getErrorStream()));
        return served;
    }

    boolean isAlive() {
        return !ending.get() && group.process().isAlive();
    }

    /** Queues the line; never blocks. A line that finds no place is not written. */
    void send(Line line) {
        if (ending.get() || !outgoing.offer(line)) {
            line.notWritten().run();
        }
    }

    /** Closes its input, and ends it with all its children when it does not go by itself. Never blocks. */
    void end() {
        if (ending.compareAndSet(false, true)) {
            thread("end", this::seeItOut);
        }
    }

    /** Ends it and waits until it is gone. */
    void endNow() {
        ending.set(true);
        seeItOut();
    }

    private void read() {
        try (InputStream out = group.process().getInputStream()) {
            LineReader lines = new LineReader(out, LONGEST_LINE);
            for (byte[] line = lines.next(); line != LineReader.END; line = lines.next()) {
                if (line.length > 0) {
                    listener.line(line);
                }
            }
        } catch (IOException e) {
            LOGGER.infof("the output of the program ended: server=%s reason=%s", server, e.getMessage());
        } finally {
            listener.ended();
            end();
        }
    }

    private void write() {
        try (OutputStream in = group.process().getOutputStream()) {
            for (Line line = outgoing.take(); !line.equals(CLOSE); line = outgoing.take()) {
                write(in, line);
            }
        } catch (IOException e) {
            LOGGER.infof("the program does not read any more: server=%s", server);
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outgoing.forEach(line -> line.notWritten().run());
        }
    }

    private static void write(OutputStream in, Line line) throws IOException {
        if (!line.mayWrite().given()) {
            line.notWritten().run();
            return;
        }
        in.write(line.message().bytes());
        in.write('\n');
        in.flush();
        line.written().run();
    }

    private void seeItOut() {
        if (!outgoing.offer(CLOSE)) {
            group.terminate();
        }
        try {
            Process process = group.process();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                group.terminate();
                process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            group.kill();
        }
    }

    private void thread(String pipe, Runnable work) {
        Thread thread = new Thread(work, "stdio-" + server + "-" + pipe);
        thread.setDaemon(true);
        thread.start();
    }
}
