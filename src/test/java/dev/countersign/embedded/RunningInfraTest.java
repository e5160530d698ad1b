package dev.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countersign.fixtures.InfraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded Kafka and PostgreSQL promise while they run. */
class RunningInfraTest {
    @TempDir
    static Path data;

    private static InfraProcess infra;
    private static InfraClient client;

    @BeforeAll
    static void start() {
        infra = InfraProcess.start(data, data.resolve("log").toFile());
        client = new InfraClient(infra);
    }

    @AfterAll
    static void stop() {
        infra.close();
    }

    @Test
    void shouldWriteThroughToDiskWhenATransactionCommits() throws SQLException {
        // when
        List<String> settings = List.of(
                client.query("show fsync"),
                client.query("show synchronous_commit"),
                client.query("show full_page_writes"));

        // then
        assertThat(settings).containsOnly("on");
    }

    @Test
    void shouldServeFourNodesWhenEachHasAPoolOf24() throws SQLException {
        assertThat(Integer.parseInt(client.query("show max_connections"))).isGreaterThan(4 * 24 + 10);
    }

    @Test
    void shouldListenOnLoopbackOnlyWhenAskedWhere() throws SQLException {
        assertThat(client.query("show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(infra.kafkaBootstrapServers()).startsWith("127.0.0.1:");
    }

    @Test
    void shouldRefuseLoginWhenThePasswordIsWrong() {
        assertThatThrownBy(() -> client.connect("wrong")).hasMessageContaining("password authentication failed");
    }

    @Test
    void shouldGiveNodesAnAccountThatIsNoSuperuserWhenTheyLogIn() throws SQLException {
        assertThat(client.query("select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void shouldLogNoValueOfARowWhenAStatementFails() throws SQLException {
        // given
        client.execute("create table secret_test (word text primary key)");
        client.execute("insert into secret_test values ('hush-4711')");

        // when
        assertThatThrownBy(() -> client.execute("insert into secret_test values ('hush-4711')"))
                .hasMessageContaining("duplicate key");

        // then
        assertThat(data.resolve("infra/postgresql.log")).content().doesNotContain("hush-4711");
    }

    @Test
    void shouldKeepThePasswordFromOthersWhenItIsStored() throws Exception {
        for (String file : List.of("postgresql-password", "addresses")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("infra/" + file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldKeepTheAddressesForOtherProgramsWhileItRuns() {
        assertThat(data.resolve("infra/addresses"))
                .content()
                .contains("export KAFKA_BOOTSTRAP_SERVERS=" + infra.kafkaBootstrapServers() + "\n")
                .contains("export COUNTERSIGN_SINGLE_BROKER=true\n");
    }

    @Test
    void shouldNeverMakeTopicsOrLeadersByItselfWhenKafkaIsAskedForItsSettings() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", infra.kafkaBootstrapServers()))) {
            // when
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            var config = admin.describeConfigs(List.of(broker))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .get(broker);

            // then
            assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
            assertThat(config.get("unclean.leader.election.enable").value()).isEqualTo("false");
        }
    }

    @Test
    void shouldComeBackOnTheSamePortWithItsDataWhenPostgresIsKilled() throws Exception {
        // given
        client.execute("create table survivor as select 42 as answer");
        long killed = InfraClient.postgresPid(data);

        // when
        new ProcessBuilder("kill", "-9", Long.toString(killed)).start().waitFor();

        // then
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
            assertThat(client.query("select answer from survivor")).isEqualTo("42");
            assertThat(InfraClient.postgresPid(data)).isNotEqualTo(killed);
        });
    }
}
