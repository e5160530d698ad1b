package dev.countersign.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/countersign infra} on the packaged application. */
@Tag("processes")
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private Process launcher;

    @BeforeEach
    void start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bin/countersign", "infra")
                .redirectInput(new File("/dev/null"))
                .redirectError(data.resolve("errors").toFile())
                .redirectOutput(data.resolve("output").toFile());
        builder.environment().put("COUNTERSIGN_DATA", data.toString());
        builder.environment().put("COUNTERSIGN_BUILD", "no"); // this build is what is to be tested
        launcher = builder.start();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(data.resolve("output")).content().endsWith("READY\n"));
    }

    @AfterEach
    void stop() {
        launcher.destroyForcibly();
        await().atMost(PATIENCE).until(() -> programsOnData().isEmpty());
    }

    @Test
    void shouldServeNodesUntilItIsTerminatedWhenStarted() throws Exception {
        // given
        assertThat(answers(exports())).isTrue();

        // when
        launcher.destroy();

        // then
        assertThat(launcher.waitFor()).isZero();
        assertThat(programsOnData()).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsKilled() {
        // when
        launcher.destroyForcibly();

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(programsOnData()).isEmpty());
    }

    @Test
    void shouldStartTheInfrastructureAgainWhenThatIsKilled() throws Exception {
        // given
        Map<String, String> exports = exports();
        ProcessHandle killed = programsOnData().stream()
                .filter(process -> process.info().commandLine().orElse("").contains("dev.countersign.embedded.Infra"))
                .findFirst()
                .orElseThrow();

        // when
        killed.destroyForcibly();

        // then: the nodes find the database where it was
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(data.resolve("errors")).content().contains("starting them again"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> answers(exports));
    }

    private Map<String, String> exports() throws Exception {
        return Files.readAllLines(data.resolve("output")).stream()
                .filter(line -> line.startsWith("export "))
                .map(line -> line.substring("export ".length()).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static boolean answers(Map<String, String> exports) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", exports.get("QUARKUS_DATASOURCE_USERNAME"));
        login.setProperty("password", exports.get("QUARKUS_DATASOURCE_PASSWORD"));
        try (var connection = DriverManager.getConnection(exports.get("QUARKUS_DATASOURCE_JDBC_URL"), login)) {
            return connection.isValid(5);
        }
    }

    /** The embedded program and PostgreSQL: they have the data folder on their command line. */
    private List<ProcessHandle> programsOnData() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .toList();
    }
}
