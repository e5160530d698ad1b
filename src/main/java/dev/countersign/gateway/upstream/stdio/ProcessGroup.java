package dev.countersign.gateway.upstream.stdio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child process with everything it starts. Where the platform has {@code setsid} it leads a process group of its own, so that
 * grandchildren whose parent died are found too; elsewhere its descendants are ended one by one.
 */
final class ProcessGroup {

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG");
    private static final long KILL_SECONDS = 5;

    private final Process process;
    private final boolean leads;

    private ProcessGroup(Process process, boolean leads) {
        this.process = process;
        this.leads = leads;
    }

    /**
     * Starts the program without a shell, with {@code PATH}, {@code HOME}, {@code LANG} and the declared variables only.
     *
     * @throws IOException when there is no such program
     */
    static ProcessGroup start(List<String> command, Map<String, String> env) throws IOException {
        List<String> argv = new ArrayList<>();
        boolean leads = SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(setsid -> argv.add(setsid.toString()))
                .orElse(false);
        argv.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(argv);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(env);
        return new ProcessGroup(builder.start(), leads);
    }

    Process process() {
        return process;
    }

    /** Asks the whole group to end. */
    void terminate() {
        signal("TERM");
    }

    /** Ends the whole group; what it wanted does not count any more. */
    void kill() {
        signal("KILL");
    }

    private void signal(String name) {
        List<ProcessHandle> below = process.descendants().toList();
        if (leads) {
            signalGroup(name);
        }
        below.forEach(handle -> end(handle, name));
        end(process.toHandle(), name);
    }

    private void signalGroup(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException noKill) {
            // The descendants are ended one by one all the same.
            process.toHandle().destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(ProcessHandle handle, String name) {
        if (name.equals("KILL")) {
            handle.destroyForcibly();
        } else {
            handle.destroy();
        }
    }
}
