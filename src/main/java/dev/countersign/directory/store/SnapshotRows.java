package dev.countersign.directory.store;

import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.directory.store.Snapshot.Token;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import dev.countersign.registry.Agent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads what calls and logins ask for. */
@ApplicationScoped
class SnapshotRows {

    /** Live by the clock of the database. */
    static final String LIVE = "(ends_at is null or ends_at > clock_timestamp())";

    private static final String MARK =
            "select version || '/' || (select count(*) from managed_token where " + LIVE + ") from directory_version";
    private static final String AGENTS = "select a.name, a.owner, array(select g.server from managed_grant g"
            + " where g.agent = a.name) from managed_agent a where not a.disabled";
    private static final String PEOPLE =
            "select name, roles, groups, email, password_hash from managed_person where not disabled";
    private static final String TOKENS = "select id, kind, holder, sha256 from managed_token where " + LIVE;
    private static final String USED = "update managed_token set last_used_at = clock_timestamp() where id = any (?)";

    private final DataSource database;

    SnapshotRows(DataSource database) {
        this.database = database;
    }

    /** Empty when nothing has changed since this mark. */
    Optional<Snapshot> since(String mark) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String now = mark(connection);
            return now.equals(mark) ? Optional.empty() : Optional.of(read(connection, now));
        }
    }

    private static String mark(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MARK);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static Snapshot read(Connection connection, String mark) throws SQLException {
        Map<AgentName, Agent> agents = new HashMap<>();
        each(connection, AGENTS, row -> {
            AgentName name = new AgentName(row.getString(1));
            Set<ServerName> grants =
                    words(row.getArray(3)).stream().map(ServerName::new).collect(Collectors.toSet());
            agents.put(name, new Agent(name, new PersonName(row.getString(2)), grants));
        });
        Map<PersonName, Person> people = new HashMap<>();
        Map<PersonName, String> passwords = new HashMap<>();
        each(connection, PEOPLE, row -> {
            PersonName name = new PersonName(row.getString(1));
            Optional<String> email = Optional.of(row.getString(4)).filter(text -> !text.isEmpty());
            people.put(name, new Person(name, roles(row.getArray(2)), words(row.getArray(3)), email));
            if (!row.getString(5).isEmpty()) {
                passwords.put(name, row.getString(5));
            }
        });
        Map<String, Token> tokens = new HashMap<>();
        each(
                connection,
                TOKENS,
                row -> tokens.put(
                        row.getString(4),
                        new Token(row.getObject(1, UUID.class), row.getString(2).equals("agent"), row.getString(3))));
        return new Snapshot(mark, agents, people, tokens, passwords);
    }

    /** Notes that tokens were used. */
    void used(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(USED)) {
            update.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            update.executeUpdate();
        }
    }

    static Set<Role> roles(Array array) throws SQLException {
        return words(array).stream()
                .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    static Set<String> words(Array array) throws SQLException {
        return new HashSet<>(Arrays.asList((String[]) array.getArray()));
    }

    @FunctionalInterface
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Row row) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                row.take(rows);
            }
        }
    }
}
