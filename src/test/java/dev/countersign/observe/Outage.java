package dev.countersign.observe;

import dev.countersign.fixtures.InfraProcess;
import dev.countersign.fixtures.RunningService;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Kafka and PostgreSQL of one test, killed and brought back at the same addresses. */
final class Outage implements AutoCloseable {
    private final Path folder = RunningService.newFolder();
    private InfraProcess infra = start();

    InfraProcess infra() {
        return infra;
    }

    private InfraProcess start() {
        return InfraProcess.start(folder, folder.resolve("log").toFile());
    }

    /** The broker answers nothing any more, its connections stay; PostgreSQL, a process of its own, goes on. */
    void freezeKafka() throws Exception {
        signal("-STOP");
    }

    void thawKafka() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        new ProcessBuilder("kill", signal, String.valueOf(infra.process().pid()))
                .start()
                .waitFor();
    }

    /** As {@code kill -9} of both: PostgreSQL ends when the program that runs it is gone. */
    void killBoth() throws Exception {
        infra.process().destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    void stopBoth() {
        infra.close();
    }

    void bringBack() {
        infra = start();
    }

    @Override
    public void close() {
        infra.close();
    }
}
