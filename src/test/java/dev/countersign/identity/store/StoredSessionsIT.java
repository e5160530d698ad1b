package dev.countersign.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.audit.AuditEntry;
import dev.countersign.fixtures.InfraResource;
import dev.countersign.identity.LoginResult;
import dev.countersign.identity.Sessions;
import dev.countersign.inbox.fakes.AuditList;
import dev.countersign.inbox.fakes.FakeCore;
import dev.countersign.inbox.fakes.FixedAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@TestProfile(FakeCore.class)
class StoredSessionsIT {

    private static final String HERE = "127.0.0.9";

    @Inject
    Sessions sessions;

    @Inject
    AuditList audit;

    @Inject
    DataSource database;

    @Test
    void shouldFindTheSessionThatALoginOpened() {
        String secret = login("bob");

        assertThat(sessions.find(secret, true)).map(s -> s.name().value()).contains("bob");
        assertThat(sessions.find(secret + "x", true)).isEmpty();
    }

    @Test
    void shouldKeepNoSecretInTheTable() throws SQLException {
        String secret = login("bob");

        assertThat(count("select count(*) from web_session where encode(id_sha256, 'escape') like '%" + secret + "%'"))
                .isZero();
        assertThat(count("select count(*) from web_session where id_sha256 = sha256('" + secret + "'::bytea)"))
                .isEqualTo(1);
    }

    @Test
    void shouldEndASessionAtOnce() {
        String secret = login("bob");

        sessions.end(secret);

        assertThat(sessions.find(secret, true)).isEmpty();
        assertThat(kinds()).contains("login.ended bob");
    }

    @Test
    void shouldEndAnIdleSessionAndATooOldOne() throws SQLException {
        String idle = login("bob");
        String old = login("bob");
        age(idle, "last_used_at", "31 minutes");
        age(old, "created_at", "13 hours");

        assertThat(sessions.find(idle, true)).isEmpty();
        assertThat(sessions.find(old, true)).isEmpty();
    }

    @Test
    void shouldKeepASessionAliveByUseAndNotByLookingOn() throws SQLException {
        String used = login("bob");
        String watched = login("bob");
        for (String secret : List.of(used, watched)) {
            age(secret, "last_used_at", "29 minutes");
        }

        sessions.find(used, true);
        sessions.find(watched, false);

        for (String secret : List.of(used, watched)) {
            age(secret, "last_used_at", "2 minutes");
        }
        assertThat(sessions.find(used, false)).isPresent();
        assertThat(sessions.find(watched, false)).isEmpty();
    }

    @Test
    void shouldRecordLoginsButNoNameThatNobodyHas() {
        login("bob");
        sessions.login("iris", "wrong", HERE);
        sessions.login("my-password-in-the-wrong-field", "x", HERE);

        assertThat(kinds()).contains("login.succeeded bob", "login.failed iris", "login.failed login");
        assertThat(audit.entries().toString()).doesNotContain("wrong-field");
    }

    @Test
    void shouldCheckNoMoreThanFiveOfManyGuessesAtOnce() {
        String name = "guessed-" + UUID.randomUUID();

        List<LoginResult> results = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> sessions.login(name, "guess-" + i, "127.0.0.8"))
                .toList();

        assertThat(results).filteredOn(LoginResult.Refused.class::isInstance).hasSize(5);
        assertThat(results).filteredOn(LoginResult.Throttled.class::isInstance).hasSize(11);
    }

    @Test
    void shouldThrottleAnAddressAboveFiftyFailures() {
        String address = "address-" + UUID.randomUUID();
        for (int i = 0; i < 50; i++) {
            sessions.login("nobody-" + UUID.randomUUID(), "x", address);
        }

        assertThat(sessions.login("bob", FixedAccounts.password("bob"), address))
                .isInstanceOf(LoginResult.Throttled.class);
        assertThat(sessions.login("bob", FixedAccounts.password("bob"), HERE)).isInstanceOf(LoginResult.Opened.class);
    }

    private String login(String name) {
        LoginResult result = sessions.login(name, FixedAccounts.password(name), HERE);
        assertThat(result).isInstanceOf(LoginResult.Opened.class);
        return ((LoginResult.Opened) result).secret();
    }

    private List<String> kinds() {
        return audit.entries().stream()
                .filter(AuditEntry.Event.class::isInstance)
                .map(AuditEntry.Event.class::cast)
                .map(event -> event.kind() + " " + event.actor().id())
                .toList();
    }

    private void age(String secret, String column, String by) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update web_session set " + column + " = " + column
                        + " - ?::interval where id_sha256 = sha256(?::bytea)")) {
            update.setString(1, by);
            update.setString(2, secret);
            update.executeUpdate();
        }
    }

    private int count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
