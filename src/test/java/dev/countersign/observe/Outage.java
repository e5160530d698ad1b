package dev.countersign.observe;

import dev.countersign.fixtures.InfraProcess;
import dev.countersign.fixtures.RunningService;
import java.io.IOException;
import java.nio.file.Files;
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

    /** As {@code kill -9} of the broker; PostgreSQL goes on. */
    void killKafka() throws Exception {
        infra.process().destroyForcibly();
        infra.process().waitFor(20, TimeUnit.SECONDS);
    }

    /** As {@code kill -9} of PostgreSQL, after which nobody is left to start it again. */
    void killBoth() throws Exception {
        killKafka();
        ProcessHandle postgres = ProcessHandle.of(postgresPid()).orElseThrow();
        postgres.destroyForcibly();
        postgres.onExit().get(20, TimeUnit.SECONDS);
    }

    private long postgresPid() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("infra/postgresql/postmaster.pid"))
                .get(0)
                .strip());
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
