package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One running PostgreSQL server process and the guard beside it. The guard is a shell that reads from a pipe of this JVM:
 * when the JVM is gone, whatever killed it, the pipe is closed and the guard stops PostgreSQL.
 */
final class Postmaster {
    private static final String PID_FILE = "postmaster.pid";
    /** Line of the pid file, counted from 0, in which the server says {@code ready} (pg_ctl waits for the same word). */
    private static final int STATE_LINE = 7;

    private static final String GUARD = "while read -r line; do :; done; kill -INT \"$0\"";
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process server;
    private final Process guard;

    private Postmaster(Process server, Process guard) {
        this.server = server;
        this.guard = guard;
    }

    /**
     * Starts the server and waits until it takes connections; crash recovery may take its time.
     *
     * @return empty when it ended before; {@code log} says why
     */
    static Optional<Postmaster> start(List<String> command, Path data, Path log) {
        Process server = Shell.start(command, log);
        Process guard = Shell.startScript(GUARD, Long.toString(server.pid()));
        Postmaster postmaster = new Postmaster(server, guard);
        Waiting waiting = Waiting.atMost(START);
        while (server.isAlive() && !isReady(data, server.pid())) {
            if (waiting.isOver()) {
                postmaster.stop();
                throw new InfraException("PostgreSQL is not ready after " + START + "; see " + log);
            }
            waiting.pause(POLL);
        }
        if (server.isAlive()) {
            return Optional.of(postmaster);
        }
        guard.destroyForcibly();
        return Optional.empty();
    }

    private static boolean isReady(Path data, long pid) {
        List<String> lines = pidFile(data);
        return lines.size() > STATE_LINE
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(STATE_LINE).strip().equals("ready");
    }

    /** Waits until the server ended, for whatever reason; its exit status. */
    int awaitEnd() {
        try {
            int status = server.waitFor();
            guard.destroyForcibly(); // before the system gives the process id to somebody else
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("interrupted while watching PostgreSQL", e);
        }
    }

    /** Stops the server: sessions are ended, everything is written. */
    void stop() {
        stop(server.toHandle());
        guard.destroyForcibly();
    }

    /** Stops the server of a predecessor that was killed, if it still runs; removes the pid file it left behind. */
    static void stopLeftover(Path data) {
        List<String> lines = pidFile(data);
        if (lines.isEmpty()) {
            return;
        }
        ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                // The id may belong to another program by now
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .ifPresent(Postmaster::stop);
        try {
            Files.deleteIfExists(data.resolve(PID_FILE));
        } catch (IOException e) {
            throw new InfraException(data.resolve(PID_FILE) + " cannot be deleted: " + e, e);
        }
    }

    /** A fast shutdown (INT), after a while an immediate one (QUIT), at last the end without asking. */
    private static void stop(ProcessHandle process) {
        Shell.signal("INT", process.pid());
        if (Shell.ends(process, 15)) {
            return;
        }
        Shell.signal("QUIT", process.pid());
        if (Shell.ends(process, 5)) {
            return;
        }
        process.destroyForcibly();
        if (!Shell.ends(process, 5)) {
            throw new InfraException("PostgreSQL (process " + process.pid() + ") cannot be stopped");
        }
    }

    private static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve(PID_FILE));
        } catch (IOException e) {
            return List.of(); // not there, or being written
        }
    }
}
