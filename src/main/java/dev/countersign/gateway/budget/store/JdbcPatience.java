package dev.countersign.gateway.budget.store;

import dev.countersign.call.AgentName;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.budget.PatienceKey;
import dev.countersign.gateway.budget.PatienceStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** The table {@code client_patience}. Names come from clients: an agent that makes up ever new ones fills its own part only. */
@Singleton
class JdbcPatience implements PatienceStore {

    private static final int PER_AGENT = 200;

    /** A longer gap keeps the shorter one from being forgotten only when it is nearly the same. */
    private static final String SEEN = """
            insert into client_patience as known
                   (agent, era, client_name, client_version, with_token, shortest_ms)
            select p.agent, p.era, p.name, p.version, p.token, p.ms
              from (values (?, ?, ?, ?, ?, ?)) as p (agent, era, name, version, token, ms)
             where (select count(*) from client_patience c where c.agent = p.agent) < %d
            on conflict (agent, era, client_name, client_version, with_token) do update
               set shortest_ms = least(known.shortest_ms, excluded.shortest_ms), seen_at = clock_timestamp()
             where excluded.shortest_ms <= known.shortest_ms * 1.05""".formatted(PER_AGENT);

    private static final String ALL =
            "select agent, era, client_name, client_version, with_token, shortest_ms from client_patience"
                    + " where seen_at > clock_timestamp() - interval '30 days'";
    private static final String FORGET =
            "delete from client_patience where seen_at < clock_timestamp() - interval '30 days'";

    private final DataSource database;

    JdbcPatience(DataSource database) {
        this.database = database;
    }

    @Override
    public void seen(PatienceKey key, Duration gap) {
        try (Connection connection = database.getConnection();
                PreparedStatement seen = connection.prepareStatement(SEEN)) {
            seen.setString(1, key.agent().value());
            seen.setString(2, key.era().word());
            seen.setString(3, key.clientName());
            seen.setString(4, key.clientVersion());
            seen.setBoolean(5, key.withToken());
            seen.setLong(6, gap.toMillis());
            seen.executeUpdate();
        } catch (SQLException e) {
            throw new PatienceStoreException(e);
        }
    }

    /** All that was seen in the last 30 days; the rest is forgotten. */
    Map<PatienceKey, Duration> all() {
        try (Connection connection = database.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET);
                PreparedStatement all = connection.prepareStatement(ALL)) {
            forget.executeUpdate();
            Map<PatienceKey, Duration> known = new HashMap<>();
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    known.put(key(rows), Duration.ofMillis(rows.getLong("shortest_ms")));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new PatienceStoreException(e);
        }
    }

    private static PatienceKey key(ResultSet row) throws SQLException {
        return new PatienceKey(
                new AgentName(row.getString("agent")),
                Era.valueOf(row.getString("era").toUpperCase(Locale.ROOT)),
                row.getString("client_name"),
                row.getString("client_version"),
                row.getBoolean("with_token"));
    }
}
