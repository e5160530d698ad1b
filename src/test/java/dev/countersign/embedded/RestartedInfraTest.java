package dev.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.InfraProcess;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded Kafka and PostgreSQL find when they start: whatever a crash left behind. */
class RestartedInfraTest {
    @TempDir
    Path data;

    private File log;

    @BeforeEach
    void nameLog() {
        log = data.resolve("log").toFile();
    }

    @Test
    void shouldStartAtTheSameAddressesWithEverythingWhenItWasKilled() throws Exception {
        // given
        InfraProcess first = InfraProcess.start(data, log);
        InfraClient before = new InfraClient(first);
        before.execute("create table survivor as select 'kept' as word");
        before.send("survivors", "kept as well");

        // when: PostgreSQL is left running, the lock is free, nothing was said goodbye to
        first.process().destroyForcibly().waitFor();
        try (InfraProcess second = InfraProcess.start(data, log)) {

            // then
            InfraClient after = new InfraClient(second);
            assertThat(second.exports()).isEqualTo(first.exports());
            assertThat(after.query("select word from survivor")).isEqualTo("kept");
            assertThat(after.receive("survivors")).isEqualTo("kept as well");
        }
    }

    @Test
    void shouldLeaveNoProcessWhenItsInputIsClosed() {
        // given
        InfraProcess infra = InfraProcess.start(data, log);
        assertThat(InfraClient.processesOn(data)).isNotEmpty();

        // when
        infra.close();

        // then
        assertThat(InfraClient.processesOn(data)).isEmpty();
        assertThat(data.resolve("infra/addresses")).doesNotExist();
    }

    @Test
    void shouldLeaveNoProcessWhenItIsKilled() throws Exception {
        // given
        InfraProcess infra = InfraProcess.start(data, log);

        // when
        infra.process().destroyForcibly().waitFor();

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(InfraClient.processesOn(data)).isEmpty());
    }

    @Test
    void shouldWaitForItsPredecessorWhenTheFolderIsInUse() throws Exception {
        // given
        InfraProcess first = InfraProcess.start(data, log);

        // when
        CompletableFuture<InfraProcess> second = CompletableFuture.supplyAsync(() -> InfraProcess.start(data, log));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(log).content().contains("still in use"));
        assertThat(second).isNotDone();
        first.close();

        // then
        try (InfraProcess now = second.join()) {
            assertThat(now.exports()).isEqualTo(first.exports());
        }
    }

    @Test
    void shouldChooseAnotherPortAndSaySoWhenItsOwnIsTaken() throws Exception {
        // given
        InfraProcess first = InfraProcess.start(data, log);
        first.close();
        int port = Integer.parseInt(first.kafkaBootstrapServers().split(":")[1]);

        // when
        try (ServerSocket thief = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                InfraProcess second = InfraProcess.start(data, log)) {

            // then
            assertThat(thief.isBound()).isTrue();
            assertThat(second.kafkaBootstrapServers()).isNotEqualTo(first.kafkaBootstrapServers());
            assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
            assertThat(log).content().contains("port " + port + " of kafka is taken");
        }
    }

    @Test
    void shouldStartWhenAPidFileNamesAnotherProgramAndAFirstStartWasCutShort() throws Exception {
        // given: a database that was never finished, and after its completion a pid file that names this very JVM
        Files.createDirectories(data.resolve("infra/postgresql.new/base"));
        Files.createDirectories(data.resolve("infra/kafka.new/half-made-0"));
        InfraProcess.start(data, log).close();
        Files.writeString(
                data.resolve("infra/postgresql/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data + "\n");

        // when
        try (InfraProcess infra = InfraProcess.start(data, log)) {

            // then
            assertThat(new InfraClient(infra).query("select 1")).isEqualTo("1");
        }
    }
}
