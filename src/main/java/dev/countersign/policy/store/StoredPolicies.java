package dev.countersign.policy.store;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.desk.PolicyArchive;
import dev.countersign.policy.desk.PolicyAuthor;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState.Source;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.desk.PolicyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** {@code policy_version}: every policy that was ever in force, with its author. A change and its audit entry are one transaction. */
@ApplicationScoped
public class StoredPolicies implements PolicyArchive {

    /** One change of policies at a time, on all nodes: they are rare, and the order of their ids is the order of their commits. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('policy_version', 0))";

    private static final String NEWEST = "select version from policy_version where server = ? and agent = ?"
            + " and source like ? order by id desc limit 1";
    private static final String INSERT =
            "insert into policy_version (server, agent, source, version, author, note, yaml, text)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SINCE = "select distinct on (server, agent) id, server, agent, yaml, text"
            + " from policy_version where source = 'api' and id > ? order by server, agent, id desc";
    private static final String HISTORY = "select id, version, source, author, note, at from policy_version"
            + " where server = ? and agent = ? order by id desc limit ?";
    private static final String TEXT =
            "select yaml, text from policy_version where server = ? and agent = ? and id = ?";

    private final DataSource database;
    private final AuditLog audit;

    /** Joins the transaction of each method. */
    public StoredPolicies(DataSource database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void note(PolicyPlace place, PolicyText text) {
        change(connection -> {
            boolean known = newest(connection, place, "%")
                    .filter(text.version()::equals)
                    .isPresent();
            if (!known) {
                insert(connection, place, text, Source.FILE, Optional.empty());
                audit(Actor.system("policy-file"), place, text);
            }
            return known;
        });
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<String> add(PolicyPlace place, PolicyText text, String expected, PolicyAuthor by) {
        return change(connection -> {
            String now = newest(connection, place, Source.API.word()).orElse(NoPolicy.VERSION);
            if (!now.equals(expected)) {
                return Optional.of(now);
            }
            if (!now.equals(text.version())) {
                insert(connection, place, text, Source.API, Optional.of(by));
                audit(Actor.person(by.name(), by.via(), by.auth()), place, text);
            }
            return Optional.empty();
        });
    }

    private void audit(Actor actor, PolicyPlace place, PolicyText text) {
        Map<String, String> members = new HashMap<>();
        members.put("server", place.server().value());
        members.put("policyVersion", text.version());
        place.agent().ifPresent(agent -> members.put("agent", agent.value()));
        audit.record(new AuditEntry.Event(actor, "policy.changed", members));
    }

    private <T> T change(Query<T> work) {
        return on(connection -> {
            try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                lock.execute();
            }
            return work.on(connection);
        });
    }

    private static Optional<String> newest(Connection connection, PolicyPlace place, String source)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST)) {
            set(query, place);
            query.setString(3, source);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private static void insert(
            Connection connection, PolicyPlace place, PolicyText text, Source source, Optional<PolicyAuthor> by)
            throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(INSERT)) {
            set(row, place);
            row.setString(3, source.word());
            row.setString(4, text.version());
            row.setString(5, by.map(PolicyAuthor::name).orElse(""));
            row.setString(6, by.map(PolicyAuthor::note).orElse(""));
            row.setBoolean(7, text.yaml());
            row.setBytes(8, text.bytes());
            row.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, PolicyPlace place) throws SQLException {
        statement.setString(1, place.server().value());
        statement.setString(2, place.agent().map(AgentName::value).orElse(""));
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public List<Entry> since(long id) {
        return on(connection -> {
            List<Entry> entries = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(SINCE)) {
                query.setLong(1, id);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        entries.add(
                                new Entry(rows.getLong(1), place(rows.getString(2), rows.getString(3)), text(rows, 4)));
                    }
                }
            }
            return entries;
        });
    }

    private static PolicyPlace place(String server, String agent) {
        return new PolicyPlace(
                new ServerName(server), agent.isEmpty() ? Optional.empty() : Optional.of(new AgentName(agent)));
    }

    private static PolicyText text(ResultSet row, int yaml) throws SQLException {
        return new PolicyText(
                new String(row.getBytes(yaml + 1), java.nio.charset.StandardCharsets.UTF_8), row.getBoolean(yaml));
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public List<PolicyVersion> history(PolicyPlace place, int most) {
        return on(connection -> {
            List<PolicyVersion> versions = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(HISTORY)) {
                set(query, place);
                query.setInt(3, most);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        versions.add(new PolicyVersion(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getString(3).equals(Source.API.word()) ? Source.API : Source.FILE,
                                rows.getString(4),
                                rows.getString(5),
                                rows.getObject(6, OffsetDateTime.class).toInstant()));
                    }
                }
            }
            return versions;
        });
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<PolicyText> text(PolicyPlace place, long id) {
        return on(connection -> {
            try (PreparedStatement query = connection.prepareStatement(TEXT)) {
                set(query, place);
                query.setLong(3, id);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(text(rows, 1)) : Optional.empty();
                }
            }
        });
    }

    @FunctionalInterface
    private interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T on(Query<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL did not read or keep a version of a policy", e);
        }
    }
}
