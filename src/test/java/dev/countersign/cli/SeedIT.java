package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixtures.InfraProcess;
import dev.countersign.fixtures.RunningService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command on a real PostgreSQL of its own, which has no schema yet. */
@Tag("processes")
class SeedIT {
    private static InfraProcess infra;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        Path folder = RunningService.newFolder();
        infra = InfraProcess.start(folder, folder.resolve("log").toFile());
    }

    @AfterAll
    static void stop() {
        infra.close();
    }

    @Test
    void shouldWriteDecidedCallsThatTheListJoinsWhenTheDatabaseIsEmpty() throws Exception {
        // when
        int status = seed(Map.of(), "--decided", "2000");

        // then
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(out.toString()).contains("2000 of 2000");
        assertThat(count("select count(*) from held_call h join held_payload p using (id)"
                        + " join approval_event e on e.approval_id = h.id and e.version = h.version and e.status = h.status"
                        + " where h.ended_at is not null and length(p.arguments) between 100 and 300"))
                .isEqualTo(2000);
        assertThat(count("select count(distinct status) from held_call")).isEqualTo(7);
    }

    @Test
    void shouldRefuseWhenProductionIsSaidByVariableOrFile() throws Exception {
        // given
        Path file = Files.writeString(RunningService.newFolder().resolve("c.yaml"), "countersign: {production: true}");

        // then
        assertThat(seed(Map.of("COUNTERSIGN_PRODUCTION", "true"), "--decided", "1"))
                .isEqualTo(2);
        assertThat(seed(Map.of("COUNTERSIGN_CONFIG", file.toString()), "--decided", "1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("refused in production");
    }

    private int seed(Map<String, String> more, String... words) {
        Map<String, String> environment = new HashMap<>(infra.exports());
        environment.putAll(more);
        return new CommandLine(new Seed(environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private static long count(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(infra.jdbcUrl(), infra.username(), infra.password());
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
