package dev.countersign.gateway.budget.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.call.AgentName;
import dev.countersign.fixtures.BankProfile;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.budget.PatienceKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What was learned of clients, as every node reads it. */
@QuarkusTest
@TestProfile(BankProfile.class)
class JdbcPatienceIT {

    @Inject
    JdbcPatience rows;

    @Inject
    DataSource database;

    private final AgentName agent = new AgentName("agent-" + UUID.randomUUID());

    private PatienceKey key(String version) {
        return new PatienceKey(agent, Era.LEGACY, "a client", version, true);
    }

    private void age(String age) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update client_patience set seen_at = now() - interval '" + age
                    + "' where agent = '" + agent.value() + "'");
        }
    }

    @Test
    void shouldKeepTheShortestWhenAClientGaveUpSeveralTimes() {
        // when
        rows.seen(key("1"), Duration.ofSeconds(60));
        rows.seen(key("1"), Duration.ofSeconds(20));
        rows.seen(key("1"), Duration.ofSeconds(40));
        rows.seen(key("2"), Duration.ofSeconds(90));
        // then
        assertThat(rows.all())
                .containsEntry(key("1"), Duration.ofSeconds(20))
                .containsEntry(key("2"), Duration.ofSeconds(90));
    }

    @Test
    void shouldForgetAfterThirtyDaysWhenNothingAsShortWasSeen() throws SQLException {
        // given
        rows.seen(key("1"), Duration.ofSeconds(20));
        age("31 days");
        // when a longer wait does not bring it back to mind
        rows.seen(key("1"), Duration.ofSeconds(60));
        // then
        assertThat(rows.all()).doesNotContainKey(key("1"));
    }

    @Test
    void shouldKeepSoManyOfAnAgentOnlyWhenItMakesUpNames() {
        // when
        IntStream.range(0, 210).forEach(i -> rows.seen(key("v" + i), Duration.ofSeconds(10)));
        // then
        assertThat(rows.all().keySet().stream().filter(k -> k.agent().equals(agent)))
                .hasSize(200);
    }
}
