package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * PostgreSQL on 127.0.0.1, durable, with one database and one account that can log in. When its process dies it is started
 * again on the same port. The process is run here and not by the embedding library, which turns durability off, trusts every
 * local connection and keeps the process to itself.
 */
final class PostgresServer implements AutoCloseable {
    static final String DATABASE = "countersign";
    static final String USER = "countersign";

    private static final String FOLDER = "postgresql";
    private static final String DRAFT = "postgresql.new";
    private static final String PASSWORD = "postgresql-password";
    private static final String LOG = "postgresql.log";
    /** After a kill the next start may have to wait until the last session of the dead server noticed. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final int port;
    private final Consumer<String> say;

    // Guarded by this
    private Optional<Postmaster> running = Optional.empty();
    private boolean closing;

    private PostgresServer(DataFolder folder, PostgresBinaries binaries, int port, Consumer<String> say) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
        this.say = say;
    }

    /** Starts the server on the folder's database, made when this is the first start; returns once it takes connections. */
    static PostgresServer start(DataFolder folder, Ports ports, PostgresBinaries binaries, Consumer<String> say) {
        Postmaster.stopLeftover(folder.resolve(FOLDER));
        folder.write(LOG, "");
        create(folder, binaries);
        PostgresServer server = new PostgresServer(folder, binaries, ports.get("postgresql"), say);
        Postmaster first = server.begin().orElseThrow();
        Thread watcher = new Thread(() -> server.watch(first), "postgresql-watcher");
        watcher.setDaemon(true);
        watcher.start();
        return server;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String password() {
        return folder.read(PASSWORD).orElseThrow().strip();
    }

    /** Makes the database beside its place and renames, so that a half-made one never counts. */
    private static void create(DataFolder folder, PostgresBinaries binaries) {
        if (Files.exists(folder.resolve(FOLDER))) {
            return;
        }
        Postmaster.stopLeftover(folder.resolve(DRAFT));
        folder.delete(DRAFT);
        Path draft = folder.resolve(DRAFT);
        String password = newPassword();
        folder.write(PASSWORD, password + "\n");
        Shell.runSurely("initdb failed", initdb(binaries, draft), "");
        Shell.runSurely("the database cannot be created", singleUser(binaries, draft), statements(password));
        try {
            Files.writeString(draft.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            Files.move(draft, folder.resolve(FOLDER), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfraException(folder.resolve(FOLDER) + " cannot be written: " + e, e);
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static List<String> initdb(PostgresBinaries binaries, Path data) {
        return Shell.unprivileged(List.of(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=reject",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
    }

    /** The superuser has no password, so nobody can log in as it; {@code --single} needs none. */
    private static List<String> singleUser(PostgresBinaries binaries, Path data) {
        return Shell.unprivileged(
                List.of(binaries.program("postgres"), "--single", "-D", data.toString(), "-j", "postgres"));
    }

    /** In single-user mode with {@code -j} a statement ends with a semicolon and an empty line. */
    private static String statements(String password) {
        return "CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "';\n\n" + "CREATE DATABASE " + DATABASE
                + " OWNER " + USER + ";\n\n";
    }

    private List<String> serverCommand() {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("postgres"), "-D", folder.resolve(FOLDER).toString(), "-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=150",
                "shared_buffers=128MB",
                "max_wal_size=512MB",
                // Without these three an acknowledged decision could be lost
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                // No statement and no value of a row in the log: either may hold arguments of calls
                "log_min_messages=log",
                "log_min_error_statement=panic",
                "log_error_verbosity=terse",
                "log_checkpoints=off")) {
            command.add("-c");
            command.add(setting);
        }
        return Shell.unprivileged(command);
    }

    /** Starts the process; empty when closing. */
    private synchronized Optional<Postmaster> begin() {
        if (closing) {
            return Optional.empty();
        }
        Path data = folder.resolve(FOLDER);
        Path log = folder.resolve(LOG);
        Waiting waiting = Waiting.atMost(PATIENCE);
        running = Postmaster.start(serverCommand(), data, log);
        while (running.isEmpty()) {
            if (waiting.isOver()) {
                throw new InfraException("PostgreSQL does not start; " + log + " ends with:\n" + tail());
            }
            waiting.pause(POLL);
            running = Postmaster.start(serverCommand(), data, log);
        }
        return running;
    }

    private String tail() {
        List<String> lines = folder.read(LOG).orElse("").lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** The watcher's thread: as long as nobody closes this server, a process that ended gets a successor. */
    private void watch(Postmaster first) {
        Optional<Postmaster> current = Optional.of(first);
        while (current.isPresent()) {
            int status = current.get().awaitEnd();
            current = isClosing() ? Optional.empty() : restart(status);
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private Optional<Postmaster> restart(int status) {
        say.accept("PostgreSQL ended (status " + status + "), starting it again");
        while (!isClosing()) {
            try {
                Postmaster.stopLeftover(folder.resolve(FOLDER));
                Optional<Postmaster> again = begin();
                again.ifPresent(postmaster -> say.accept("PostgreSQL is back"));
                return again;
            } catch (InfraException e) {
                say.accept(e.getMessage() + "\ntrying again");
                Waiting.atMost(PAUSE).pause(PAUSE);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        closing = true;
        running.ifPresent(Postmaster::stop);
        running = Optional.empty();
    }
}
