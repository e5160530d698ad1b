package dev.countersign.audit.store;

import dev.countersign.audit.AuditFilter;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.Chain;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.SigningKey;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads sealed rows: they never change, so pages and chunks need no common snapshot. */
@Singleton
final class JdbcAuditTrail implements AuditTrail {

    private final DataSource database;
    private final Sealer sealer;

    JdbcAuditTrail(DataSource database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Chain seal() {
        return sealer.sealAll();
    }

    @Override
    public UUID logId() {
        return head().logId();
    }

    @Override
    public SigningKey signingKey() {
        return sealer.openKey();
    }

    @Override
    public Page page(AuditFilter filter, OptionalLong before, int limit) {
        Condition condition = Condition.of(filter);
        String sql = "select seq, line, true from audit_entry where seq < ? and " + condition.sql()
                + " order by seq desc limit ?";
        List<Line> lines = read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, before.orElse(Long.MAX_VALUE));
                int next = condition.bind(select, 2);
                select.setInt(next, limit + 1);
                return lines(select);
            }
        });
        if (lines.size() <= limit) {
            return new Page(lines, OptionalLong.empty());
        }
        List<Line> shown = lines.subList(0, limit);
        return new Page(shown, OptionalLong.of(shown.get(limit - 1).seq()));
    }

    @Override
    public List<Line> lines(long after, long upTo, AuditFilter filter, int limit) {
        Condition condition = Condition.of(filter);
        String sql = "select seq, line, coalesce(" + condition.sql() + ", false) from audit_entry"
                + " where seq > ? and seq <= ? order by seq limit ?";
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = condition.bind(select, 1);
                select.setLong(next, after);
                select.setLong(next + 1, upTo);
                select.setInt(next + 2, limit);
                return lines(select);
            }
        });
    }

    @Override
    public List<Checkpoint> checkpoints(long after, long upTo) {
        String sql = "select seq, link, at, key_id, sig from audit_checkpoint where seq > ? and seq <= ? order by seq";
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, after);
                select.setLong(2, upTo);
                try (ResultSet row = select.executeQuery()) {
                    List<Checkpoint> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(new Checkpoint(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)));
                    }
                    return found;
                }
            }
        });
    }

    @Override
    public List<PublicKey> keys() {
        return read(AuditKeys::publicKeys);
    }

    @Override
    public Head head() {
        return read(connection -> {
            HeadRow head = HeadRow.read(connection);
            Chain chain = head.chain();
            long unsealed = unsealed(connection);
            return new Head(chain.logId(), chain.seq(), chain.link(), unsealed, head.checkpoint());
        });
    }

    private static long unsealed(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from audit_pending");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Line> lines(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<Line> lines = new ArrayList<>();
            while (row.next()) {
                lines.add(new Line(
                        row.getLong(1), new String(row.getBytes(2), StandardCharsets.UTF_8), row.getBoolean(3)));
            }
            return lines;
        }
    }

    private <T> T read(Query<T> query) {
        try (Connection connection = database.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new AuditStoreException("the audit trail could not be read", e);
        }
    }

    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    /** A filter as SQL; every value is bound. */
    private record Condition(String sql, List<Object> values) {

        static Condition of(AuditFilter filter) {
            List<String> parts = new ArrayList<>(List.of("true"));
            List<Object> values = new ArrayList<>();
            if (!filter.kinds().isEmpty()) {
                parts.add("kind in (?" + ", ?".repeat(filter.kinds().size() - 1) + ")");
                values.addAll(filter.kinds());
            }
            filter.approval().ifPresent(id -> add(parts, values, "approval_id = ?", id));
            filter.agent().ifPresent(name -> add(parts, values, "agent = ?", name));
            filter.server().ifPresent(name -> add(parts, values, "server = ?", name));
            filter.person().ifPresent(name -> add(parts, values, "person = ?", name));
            filter.from().ifPresent(at -> add(parts, values, "at >= ?", at.atOffset(ZoneOffset.UTC)));
            filter.to().ifPresent(at -> add(parts, values, "at < ?", at.atOffset(ZoneOffset.UTC)));
            return new Condition(String.join(" and ", parts), List.copyOf(values));
        }

        private static void add(List<String> parts, List<Object> values, String part, Object value) {
            parts.add(part);
            values.add(value);
        }

        int bind(PreparedStatement statement, int first) throws SQLException {
            int next = first;
            for (Object value : values) {
                statement.setObject(next, value);
                next++;
            }
            return next;
        }
    }
}
