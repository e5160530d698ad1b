package dev.countersign.identity.store;

import dev.countersign.call.PersonName;
import dev.countersign.identity.Sessions.Open;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The table {@code web_session}; lifetimes are judged by the database's clock. Joins the caller's transaction. */
@ApplicationScoped
class SessionRows {

    /** A session that is neither idle nor too old; parameters: idle and max in milliseconds. */
    private static final String LIVE = " last_used_at > clock_timestamp() - ? * interval '1 millisecond'"
            + " and created_at > clock_timestamp() - ? * interval '1 millisecond'";

    private final DataSource database;
    private final Duration idle;
    private final Duration max;

    SessionRows(
            DataSource database,
            @ConfigProperty(name = "countersign.session.idle", defaultValue = "PT30M") Duration idle,
            @ConfigProperty(name = "countersign.session.max", defaultValue = "PT12H") Duration max) {
        this.database = database;
        this.idle = idle;
        this.max = max;
    }

    void insert(byte[] idHash, String person) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into web_session (id_sha256, person, created_at, last_used_at)"
                                + " values (?, ?, clock_timestamp(), clock_timestamp())")) {
            insert.setBytes(1, idHash);
            insert.setString(2, person);
            insert.executeUpdate();
        }
    }

    /** The name of the person whose live session it is. */
    Optional<String> find(byte[] idHash) throws SQLException {
        return person("select person from web_session where id_sha256 = ? and" + LIVE, idHash);
    }

    /** The same, and the session starts to be idle only now. */
    Optional<String> use(byte[] idHash) throws SQLException {
        return person(
                "update web_session set last_used_at = clock_timestamp() where id_sha256 = ? and" + LIVE
                        + " returning person",
                idHash);
    }

    /** How long ago the live session was opened. */
    Optional<Duration> age(byte[] idHash) throws SQLException {
        return person(
                        "select (extract(epoch from clock_timestamp() - created_at) * 1000)::bigint::text"
                                + " from web_session where id_sha256 = ? and" + LIVE,
                        idHash)
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    }

    /** Ends the session; the name of the person whose it was. */
    Optional<String> delete(byte[] idHash) throws SQLException {
        try (var connection = database.getConnection();
                var delete =
                        connection.prepareStatement("delete from web_session where id_sha256 = ? returning person")) {
            delete.setBytes(1, idHash);
            return first(delete);
        }
    }

    /** Live sessions by person. */
    Map<PersonName, Open> open() throws SQLException {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement("select person, count(*), max(last_used_at) from web_session where"
                                + LIVE + " group by person")) {
            lifetimes(query, 1);
            Map<PersonName, Open> open = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    open.put(
                            new PersonName(rows.getString(1)),
                            new Open(
                                    rows.getInt(2),
                                    rows.getObject(3, OffsetDateTime.class).toInstant()));
                }
            }
            return open;
        }
    }

    /** Ends all sessions of a person; how many there were. */
    int deleteAll(String person) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from web_session where person = ?")) {
            delete.setString(1, person);
            return delete.executeUpdate();
        }
    }

    void deleteEnded() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from web_session where not (" + LIVE + ")")) {
            lifetimes(delete, 1);
            delete.executeUpdate();
        }
    }

    private Optional<String> person(String sql, byte[] idHash) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, idHash);
            lifetimes(statement, 2);
            return first(statement);
        }
    }

    private void lifetimes(PreparedStatement statement, int at) throws SQLException {
        statement.setLong(at, idle.toMillis());
        statement.setLong(at + 1, max.toMillis());
    }

    private static Optional<String> first(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
