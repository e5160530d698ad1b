package dev.countersign.approval.view;

import dev.countersign.approval.OpenCalls;
import dev.countersign.approval.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** Counts what waits, each part by an index that holds nothing else. */
@ApplicationScoped
public class StoredTally implements OpenCalls {
    private static final int PATIENCE_SECONDS = 3;
    private static final String UNRESOLVED = "unresolved";
    private static final String UNPUBLISHED = "unpublished";
    private static final String COUNTS = """
            select status, count(*) from held_call
             where status in ('parking', 'pending', 'approved', 'releasing') group by status
            union all
            select 'unresolved', count(*) from held_call where status = 'unknown' and finding is null
            union all
            select 'unpublished', count(*) from outbox where published_at is null""";

    private final DataSource database;

    StoredTally(DataSource database) {
        this.database = database;
    }

    @Override
    public Tally count() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNTS)) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            Map<Status, Long> open = new EnumMap<>(Status.class);
            long unresolved = 0;
            long unpublished = 0;
            try (ResultSet r = statement.executeQuery()) {
                while (r.next()) {
                    String what = r.getString(1);
                    if (what.equals(UNRESOLVED)) {
                        unresolved = r.getLong(2);
                    } else if (what.equals(UNPUBLISHED)) {
                        unpublished = r.getLong(2);
                    } else {
                        open.put(Status.of(what).orElseThrow(), r.getLong(2));
                    }
                }
            }
            return new Tally(open, unresolved, unpublished);
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }
}
