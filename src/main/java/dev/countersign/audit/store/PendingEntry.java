package dev.countersign.audit.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry that is not numbered yet.
 *
 * @param body the JSON object of the line without {@code type seq id at}, which the sealer puts in front
 * @param approval the approval it is about, for filters and for the order of steps
 */
record PendingEntry(
        UUID id,
        String body,
        String kind,
        Optional<String> approval,
        Optional<Integer> step,
        Optional<String> agent,
        Optional<String> server,
        Optional<String> person) {

    private static final String INSERT = "insert into audit_pending"
            + " (entry_id, body, kind, approval_id, step, agent, server, person) values (?, ?, ?, ?, ?, ?, ?, ?)";

    /** Keeps entries in the transaction of the connection; the database says when. */
    static void insert(Connection connection, List<PendingEntry> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (PendingEntry entry : entries) {
                insert.setObject(1, entry.id());
                insert.setBytes(2, entry.body().getBytes(StandardCharsets.UTF_8));
                insert.setString(3, entry.kind());
                insert.setString(4, entry.approval().orElse(null));
                insert.setObject(5, entry.step().orElse(null), Types.INTEGER);
                insert.setString(6, entry.agent().orElse(null));
                insert.setString(7, entry.server().orElse(null));
                insert.setString(8, entry.person().orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
