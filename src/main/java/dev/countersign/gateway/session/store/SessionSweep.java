package dev.countersign.gateway.session.store;

import dev.countersign.gateway.session.Sessions;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends idle sessions and removes ended ones; idempotent, may run on several nodes at once. Judged by the database's clock. */
@Singleton
final class SessionSweep {

    private final DataSource database;
    private final Sessions sessions;
    private final Duration idle;

    SessionSweep(
            DataSource database,
            Sessions sessions,
            @ConfigProperty(name = "countersign.mcp.session-idle", defaultValue = "PT24H") Duration idle) {
        this.database = database;
        this.sessions = sessions;
        this.idle = idle;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() throws SQLException {
        sessions.refresh().toCompletableFuture().join();
        change("update mcp_session set ended_at = now()"
                + " where ended_at is null and last_seen_at < now() - make_interval(secs => ?)");
        change("delete from mcp_session where ended_at < now() - make_interval(secs => ?)");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setDouble(1, (double) idle.toSeconds());
            statement.executeUpdate();
        }
    }
}
