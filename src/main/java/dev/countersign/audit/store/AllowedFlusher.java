package dev.countersign.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Writes the buffered allowed calls: every second, or as soon as {@link AllowedBuffer#BATCH} wait. What could not be committed stays and is
 * written again; entries that did get in although the answer of the commit was lost are found by their id. One thread.
 */
final class AllowedFlusher {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final AllowedBuffer buffer;
    private final EntryWriter writer;
    private final DataSource database;
    private List<PendingEntry> unwritten = List.of();
    private int calls;
    private boolean doubtful;
    private long lastNanos = System.nanoTime();

    AllowedFlusher(AllowedBuffer buffer, EntryWriter writer, DataSource database) {
        this.buffer = buffer;
        this.writer = writer;
        this.database = database;
    }

    /** Flushes when it is time to; called several times a second. */
    void tick() {
        boolean late = System.nanoTime() - lastNanos >= LONGEST.toNanos();
        if (buffer.held() >= AllowedBuffer.BATCH || (late && buffer.held() > 0)) {
            flush();
        }
    }

    /** Writes everything that waits, in one transaction. */
    synchronized void flush() {
        lastNanos = System.nanoTime();
        if (unwritten.isEmpty()) {
            take();
        }
        if (unwritten.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            Transactions.in(connection, () -> insert(connection));
        } catch (SQLException e) {
            doubtful = true;
            throw new AuditStoreException("allowed calls could not be written to the audit trail", e);
        }
        buffer.committed(calls);
        unwritten = List.of();
        doubtful = false;
    }

    private void take() {
        List<PendingEntry> entries = new ArrayList<>();
        calls = 0;
        for (AllowedBuffer.Batch batch : buffer.drain()) {
            entries.add(writer.write(batch.key().agent(), batch.key().server(), batch.calls()));
            calls += batch.calls().size();
        }
        unwritten = entries;
    }

    private boolean insert(Connection connection) throws SQLException {
        List<PendingEntry> entries = new ArrayList<>(unwritten);
        if (doubtful) {
            List<UUID> there = present(connection, entries);
            entries.removeIf(entry -> there.contains(entry.id()));
        }
        PendingEntry.insert(connection, entries);
        return true;
    }

    /** Which of the entries a lost commit did write. */
    private static List<UUID> present(Connection connection, List<PendingEntry> entries) throws SQLException {
        String sql =
                "select entry_id from audit_pending where entry_id = any(?) union all select entry_id from audit_entry"
                        + " where entry_id = any(?) and at > now() - interval '1 day'";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            UUID[] ids = entries.stream().map(PendingEntry::id).toArray(UUID[]::new);
            select.setArray(1, connection.createArrayOf("uuid", ids));
            select.setArray(2, connection.createArrayOf("uuid", ids));
            try (ResultSet rows = select.executeQuery()) {
                List<UUID> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
                return found;
            }
        }
    }
}
