package dev.countersign.identity.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Failed logins, counted in PostgreSQL because several nodes share the guesses. A name's attempt is counted <em>before</em> the
 * password is checked and forgiven when it was right: otherwise many attempts at once would all be checked first and counted
 * later. Names are kept as hashes, for people type passwords into the wrong field. Joins the caller's transaction.
 */
@ApplicationScoped
class LoginThrottle {

    private static final int FREE_FAILURES = 5;
    private static final int FIRST_WAIT_SECONDS = 5;
    private static final int LONGEST_WAIT_SECONDS = 900;
    private static final int FAILURES_PER_ADDRESS = 50;

    /** Counts unless the name is blocked; the count is forgotten an hour after the last failure. */
    private static final String COUNT_NAME =
            "insert into login_failure as f (key_sha256, failures, since, blocked_until)"
                    + " values (sha256(?), 1, clock_timestamp(), clock_timestamp())"
                    + " on conflict (key_sha256) do update set"
                    + " failures = case when f.since < clock_timestamp() - interval '1 hour' then 1 else f.failures + 1 end,"
                    + " since = clock_timestamp(),"
                    + " blocked_until = case when f.failures + 1 < " + FREE_FAILURES
                    + " or f.since < clock_timestamp() - interval '1 hour' then clock_timestamp()"
                    + " else clock_timestamp() + least(" + LONGEST_WAIT_SECONDS + ", " + FIRST_WAIT_SECONDS
                    + " * power(2, least(f.failures + 1 - " + FREE_FAILURES + ", 20))) * interval '1 second' end"
                    + " where f.blocked_until <= clock_timestamp()";

    private static final String COUNT_ADDRESS =
            "insert into login_failure as f (key_sha256, failures, since, blocked_until)"
                    + " values (sha256(?), 1, clock_timestamp(), clock_timestamp())"
                    + " on conflict (key_sha256) do update set"
                    + " failures = case when f.since < clock_timestamp() - interval '5 minutes' then 1 else f.failures + 1 end,"
                    + " since = case when f.since < clock_timestamp() - interval '5 minutes' then clock_timestamp() else f.since end,"
                    + " blocked_until = case when f.failures + 1 >= " + FAILURES_PER_ADDRESS
                    + " and f.since >= clock_timestamp() - interval '5 minutes'"
                    + " then f.since + interval '5 minutes' else f.blocked_until end";

    private static final String WAIT = "select extract(epoch from blocked_until - clock_timestamp())"
            + " from login_failure where key_sha256 = sha256(?) and blocked_until > clock_timestamp()";

    private final DataSource database;

    LoginThrottle(DataSource database) {
        this.database = database;
    }

    /** Takes note of an attempt; how long to wait when it must not even be checked. */
    Optional<Duration> begin(String name, String address) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Optional<Duration> wait = wait(connection, addressKey(address));
            if (wait.isPresent() || update(connection, COUNT_NAME, nameKey(name)) == 1) {
                return wait;
            }
            // Blocked when it was counted; over since then at the earliest now
            return Optional.of(wait(connection, nameKey(name)).orElse(Duration.ofSeconds(1)));
        }
    }

    /** The password was wrong. */
    void failed(String address) throws SQLException {
        try (Connection connection = database.getConnection()) {
            update(connection, COUNT_ADDRESS, addressKey(address));
        }
    }

    /** The password was right: the name starts anew. */
    void succeeded(String name) throws SQLException {
        try (Connection connection = database.getConnection()) {
            update(connection, "delete from login_failure where key_sha256 = sha256(?)", nameKey(name));
        }
    }

    void deleteOld() throws SQLException {
        try (Connection connection = database.getConnection();
                var delete = connection.prepareStatement(
                        "delete from login_failure"
                                + " where since < clock_timestamp() - interval '1 hour' and blocked_until < clock_timestamp()")) {
            delete.executeUpdate();
        }
    }

    private static int update(Connection connection, String sql, byte[] key) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, key);
            return statement.executeUpdate();
        }
    }

    private static Optional<Duration> wait(Connection connection, byte[] key) throws SQLException {
        try (var select = connection.prepareStatement(WAIT)) {
            select.setBytes(1, key);
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(Duration.ofMillis((long) Math.ceil(rows.getDouble(1) * 1000)))
                        : Optional.empty();
            }
        }
    }

    private static byte[] nameKey(String name) {
        return ("name:" + name).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] addressKey(String address) {
        return ("address:" + address).getBytes(StandardCharsets.UTF_8);
    }
}
