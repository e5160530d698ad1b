package dev.countersign.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs, started the way this package needs them. */
final class Shell {
    private static final File NOTHING = new File("/dev/null");

    private Shell() {}

    /**
     * A command of PostgreSQL, which refuses to run as root. Root therefore runs it in a user namespace of its own, where
     * it is nobody in particular, while the files stay root's.
     */
    static List<String> unprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        if (run(List.of("unshare", "-U", "true"), "").status() != 0) {
            throw new InfraException("PostgreSQL does not run as root, and this system does not let root make a user"
                    + " namespace (unshare -U); start Countersign as an ordinary user, or set KAFKA_BOOTSTRAP_SERVERS"
                    + " and QUARKUS_DATASOURCE_JDBC_URL to use your own");
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Runs a command to its end, with this text on its standard input. */
    static Result run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            return new Result(127, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("interrupted while running " + command.get(0), e);
        }
    }

    /** Like {@link #run}, but a failure is an error that starts with {@code what}. */
    static void runSurely(String what, List<String> command, String input) {
        Result result = run(command, input);
        if (result.status() != 0) {
            throw new InfraException(what + " (status " + result.status() + "): "
                    + result.output().strip());
        }
    }

    /** Starts a command that goes on by itself; all it says is appended to {@code log}. */
    static Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(NOTHING)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new InfraException(command.get(0) + " cannot be started: " + e, e);
        }
    }

    /** Starts a shell script whose standard input is a pipe from this JVM. */
    static Process startScript(String script, String argument) {
        try {
            return new ProcessBuilder("/bin/sh", "-c", script, argument)
                    .redirectOutput(NOTHING)
                    .redirectError(NOTHING)
                    .start();
        } catch (IOException e) {
            throw new InfraException("/bin/sh cannot be started: " + e, e);
        }
    }

    /** Sends a signal; a process that is gone is fine. */
    static void signal(String name, long pid) {
        run(List.of("kill", "-" + name, Long.toString(pid)), "");
    }

    static boolean ends(ProcessHandle process, long seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new InfraException("the end of process " + process.pid() + " cannot be awaited: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("interrupted while waiting for the end of process " + process.pid(), e);
        }
    }

    /** How a command ended and what it printed. */
    record Result(int status, String output) {}
}
