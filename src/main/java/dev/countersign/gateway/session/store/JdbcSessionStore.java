package dev.countersign.gateway.session.store;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.session.SessionRow;
import dev.countersign.gateway.session.SessionStore;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.eclipse.microprofile.context.ManagedExecutor;

/** Sessions in the table {@code mcp_session}; every statement runs on a worker thread and commits by itself. */
@Singleton
final class JdbcSessionStore implements SessionStore {

    private final DataSource database;
    private final ManagedExecutor workers;

    JdbcSessionStore(DataSource database, ManagedExecutor workers) {
        this.database = database;
        this.workers = workers;
    }

    @Override
    public CompletionStage<Integer> openOf(AgentName agent) {
        return ask("select count(*) from mcp_session where agent = ? and ended_at is null", select -> {
            select.setString(1, agent.value());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    @Override
    public CompletionStage<Void> insert(SessionRow row) {
        return change(
                "insert into mcp_session (id, agent, server, upstream_id, version, client_name, initialize_message,"
                        + " client_version, client_capabilities, lists_change) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                insert -> {
                    insert.setString(1, row.id());
                    insert.setString(2, row.agent().value());
                    insert.setString(3, row.server().value());
                    insert.setString(4, row.upstreamId().orElse(null));
                    insert.setString(5, row.version());
                    insert.setString(6, row.client().name());
                    insert.setBytes(7, row.initialize().bytes());
                    insert.setString(8, row.client().version());
                    insert.setString(9, row.client().capabilities());
                    insert.setBoolean(10, row.listsChange());
                });
    }

    @Override
    public CompletionStage<Optional<SessionRow>> find(String id, boolean alsoEnded) {
        return ask(
                "select agent, server, upstream_id, version, client_name, initialize_message, client_version,"
                        + " client_capabilities, lists_change from mcp_session where id = ? and (ended_at is null or ?)",
                select -> {
                    select.setString(1, id);
                    select.setBoolean(2, alsoEnded);
                    try (ResultSet rows = select.executeQuery()) {
                        return rows.next() ? Optional.of(row(id, rows)) : Optional.empty();
                    }
                });
    }

    @Override
    public CompletionStage<Void> mapTo(String id, Optional<String> upstreamId) {
        return change("update mcp_session set upstream_id = ?, last_seen_at = now() where id = ?", update -> {
            update.setString(1, upstreamId.orElse(null));
            update.setString(2, id);
        });
    }

    @Override
    public CompletionStage<Void> initialized(String id) {
        return change("update mcp_session set initialized = true where id = ?", update -> update.setString(1, id));
    }

    @Override
    public CompletionStage<Void> end(String id, Optional<String> upstreamId) {
        return change(
                "update mcp_session set ended_at = now()"
                        + " where id = ? and ended_at is null and upstream_id is not distinct from ?",
                update -> {
                    update.setString(1, id);
                    update.setString(2, upstreamId.orElse(null));
                });
    }

    @Override
    public CompletionStage<Set<String>> touch(Collection<String> ids) {
        return ask(
                "update mcp_session set last_seen_at = now() where id = any (?) and ended_at is null returning id",
                update -> {
                    Array array = update.getConnection().createArrayOf("text", ids.toArray());
                    update.setArray(1, array);
                    Set<String> open = new HashSet<>();
                    try (ResultSet rows = update.executeQuery()) {
                        while (rows.next()) {
                            open.add(rows.getString(1));
                        }
                    }
                    return open;
                });
    }

    private static SessionRow row(String id, ResultSet rows) throws SQLException {
        return new SessionRow(
                id,
                new AgentName(rows.getString("agent")),
                new ServerName(rows.getString("server")),
                Optional.ofNullable(rows.getString("upstream_id")),
                rows.getString("version"),
                new SessionRow.Client(
                        rows.getString("client_name"),
                        rows.getString("client_version"),
                        rows.getString("client_capabilities")),
                rows.getBoolean("lists_change"),
                RawMessage.of(rows.getBytes("initialize_message")));
    }

    private CompletionStage<Void> change(String sql, Parameters parameters) {
        return ask(sql, statement -> {
                    parameters.set(statement);
                    return statement.executeUpdate();
                })
                .thenAccept(rows -> {});
    }

    private <T> CompletionStage<T> ask(String sql, Question<T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Connection connection = database.getConnection();
                            PreparedStatement statement = connection.prepareStatement(sql)) {
                        return question.ask(statement);
                    } catch (SQLException e) {
                        throw new CompletionException("PostgreSQL did not answer about an MCP session", e);
                    }
                },
                workers);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
