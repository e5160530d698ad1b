package dev.countersign.directory.store;

import dev.countersign.audit.Actor;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.call.AgentName;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.PersonFacts;
import dev.countersign.identity.Role;
import dev.countersign.identity.Sessions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes changes of the directory, each with its audit entry in one transaction. */
@ApplicationScoped
class DirectoryChanges {

    private static final int MOST_LIVE = 2;

    private final DataSource database;
    private final AuditLog audit;
    private final Sessions sessions;

    DirectoryChanges(DataSource database, AuditLog audit, Sessions sessions) {
        this.database = database;
        this.audit = audit;
        this.sessions = sessions;
    }

    /**
     * A token to be kept.
     *
     * @param overlap how long those that the holder has go on at most
     */
    record NewToken(UUID id, String label, String sha256, Duration overlap) {
        @Override
        public String toString() {
            return "NewToken[" + id + "]";
        }
    }

    void addAgent(AgentName name, PersonName owner, Actor by) throws DirectoryException {
        boolean added = change(connection -> {
            boolean fresh = update(
                    connection,
                    "insert into managed_agent (name, owner, made_by) values (?, ?, ?) on conflict do nothing",
                    name.value(),
                    owner.value(),
                    by.id());
            if (fresh) {
                note(by, "agent.changed", Map.of("agent", name.value(), "owner", owner.value(), "change", "added"));
            }
            return fresh;
        });
        if (!added) {
            throw DirectoryException.conflict("There is an agent of this name already.");
        }
    }

    void changeAgent(AgentName name, PersonName owner, boolean disabled, Actor by) {
        change(connection -> {
            note(
                    by,
                    "agent.changed",
                    Map.of(
                            "agent",
                            name.value(),
                            "owner",
                            owner.value(),
                            "disabled",
                            Boolean.toString(disabled),
                            "change",
                            "set"));
            return update(
                    connection,
                    "update managed_agent set owner = ?, disabled = ? where name = ?",
                    owner.value(),
                    disabled,
                    name.value());
        });
    }

    void grant(AgentName name, ServerName server, boolean granted, Actor by) {
        change(connection -> {
            note(
                    by,
                    "grant.changed",
                    Map.of("agent", name.value(), "server", server.value(), "granted", Boolean.toString(granted)));
            return update(
                    connection,
                    granted
                            ? "insert into managed_grant (agent, server) values (?, ?) on conflict do nothing"
                            : "delete from managed_grant where agent = ? and server = ?",
                    name.value(),
                    server.value());
        });
    }

    void addPerson(PersonName name, PersonFacts facts, Actor by) throws DirectoryException {
        boolean added = change(connection -> {
            boolean fresh = update(
                    connection,
                    "insert into managed_person (name, roles, groups, email, disabled, made_by)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                    name.value(),
                    roles(facts),
                    facts.groups().toArray(String[]::new),
                    facts.email(),
                    facts.disabled(),
                    by.id());
            if (fresh) {
                note(by, "role.changed", StoredDirectory.members(name, facts));
            }
            return fresh;
        });
        if (!added) {
            throw DirectoryException.conflict("There is a person of this name already.");
        }
    }

    private static String[] roles(PersonFacts facts) {
        return facts.roles().stream().map(Role::word).toArray(String[]::new);
    }

    void changePerson(PersonName name, PersonFacts facts, Actor by) {
        change(connection -> {
            note(by, "role.changed", StoredDirectory.members(name, facts));
            return update(
                    connection,
                    "update managed_person set roles = ?, groups = ?, email = ?, disabled = ? where name = ?",
                    roles(facts),
                    facts.groups().toArray(String[]::new),
                    facts.email(),
                    facts.disabled(),
                    name.value());
        });
        sessions.endAll(name, by);
    }

    void password(PersonName name, String hash, Actor by) {
        change(connection -> {
            note(by, "login.changed", Map.of("person", name.value()));
            return update(connection, "update managed_person set password_hash = ? where name = ?", hash, name.value());
        });
        sessions.endAll(name, by);
    }

    void endSessions(PersonName name, Actor by) {
        sessions.endAll(name, by);
    }

    void issue(Holder holder, NewToken token, Actor by) throws DirectoryException {
        String refusal = change(connection -> {
            String no = refusal(connection, holder, token);
            if (no.isEmpty()) {
                boolean unused = endAfter(connection, holder, token.overlap());
                insert(connection, holder, token, by);
            }
            return no;
        });
        if (!refusal.isEmpty()) {
            throw DirectoryException.conflict(refusal);
        }
    }

    /** Why there can be no further token; empty when there can. Nothing is changed yet: a refusal must not end anybody's token. */
    private static String refusal(Connection connection, Holder holder, NewToken token) throws SQLException {
        if (count(connection, "select count(*) from managed_token where id = ?", token.id()) > 0) {
            return "This form made a token already. A token is shown once: make another, then end that one.";
        }
        long goOn = token.overlap().isZero()
                ? 0
                : count(
                        connection,
                        "select count(*) from managed_token where kind = ? and holder = ? and " + SnapshotRows.LIVE,
                        holder.kind().word(),
                        holder.name());
        return goOn < MOST_LIVE ? "" : "Two tokens are live: end one of them first.";
    }

    /** Those that are live go on for the overlap at most. */
    private static boolean endAfter(Connection connection, Holder holder, Duration overlap) throws SQLException {
        return update(
                connection,
                "update managed_token set ends_at = least(ends_at, clock_timestamp() + ? * interval '1 second')"
                        + " where kind = ? and holder = ? and " + SnapshotRows.LIVE,
                overlap.toSeconds(),
                holder.kind().word(),
                holder.name());
    }

    private void insert(Connection connection, Holder holder, NewToken token, Actor by) throws SQLException {
        boolean unused = update(
                connection,
                "insert into managed_token (id, kind, holder, label, sha256, made_by) values (?, ?, ?, ?, ?, ?)",
                token.id(),
                holder.kind().word(),
                holder.name(),
                token.label(),
                token.sha256(),
                by.id());
        note(
                by,
                "token.issued",
                Map.of(
                        holder.kind().word(),
                        holder.name(),
                        "token",
                        token.id().toString(),
                        "label",
                        token.label(),
                        "overlapSeconds",
                        Long.toString(token.overlap().toSeconds())));
    }

    void end(Holder holder, UUID token, Actor by) throws DirectoryException {
        boolean ended = change(connection -> {
            boolean any = update(
                    connection,
                    "update managed_token set ends_at = clock_timestamp() where id = ? and kind = ? and holder = ? and "
                            + SnapshotRows.LIVE,
                    token,
                    holder.kind().word(),
                    holder.name());
            if (any) {
                note(by, "token.ended", Map.of(holder.kind().word(), holder.name(), "token", token.toString()));
            }
            return any;
        });
        if (!ended) {
            throw DirectoryException.unknown("There is no such live token.");
        }
    }

    private static long count(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement query = prepared(connection, sql, values);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void note(Actor by, String kind, Map<String, String> members) {
        audit.record(new AuditEntry.Event(by, kind, members));
    }

    @FunctionalInterface
    private interface Change<T> {
        T on(Connection connection) throws SQLException;
    }

    /** One change at a time on all nodes: the row of the version is locked first. */
    private <T> T change(Change<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection()) {
                update(connection, "update directory_version set version = version + 1");
                return work.on(connection);
            }
        });
    }

    private static boolean update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate() > 0;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(
                    i + 1, values[i] instanceof String[] words ? connection.createArrayOf("text", words) : values[i]);
        }
        return statement;
    }
}
