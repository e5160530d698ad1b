package dev.countersign.approval.view;

import dev.countersign.approval.ApprovalFeed.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads {@code approval_event} in an order that no later commit can disturb. */
@ApplicationScoped
class EventLog {

    private static final String SETTLED = "e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    private static final String AFTER = "select " + ViewRows.COLUMNS + " from approval_event e"
            + " join held_call h on h.id = e.approval_id" + ViewRows.JOINED
            + " where (e.xid, e.seq) > (?, ?) and " + SETTLED + " order by e.xid, e.seq limit ?";

    private static final String LAST =
            "select e.xid, e.seq from approval_event e where " + SETTLED + " order by e.xid desc, e.seq desc limit 1";

    private final DataSource database;

    EventLog(DataSource database) {
        this.database = database;
    }

    /** One change with its place. */
    record Entry(Position position, Change change) {}

    List<Entry> after(Position position, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, position.xid());
            statement.setLong(2, position.seq());
            statement.setInt(3, limit);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet r = statement.executeQuery()) {
                while (r.next()) {
                    Position at = new Position(r.getLong("xid"), r.getLong("seq"));
                    entries.add(new Entry(at, new Change(at.text(), ViewRows.read(r))));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** The last settled change, or the place before all. */
    Position last() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(LAST);
                ResultSet r = statement.executeQuery()) {
            return r.next() ? new Position(r.getLong(1), r.getLong(2)) : new Position(0, 0);
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }
}
