package dev.countersign.audit.store;

import dev.countersign.audit.Chain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The head row: how far the chain is, and what is signed and witnessed.
 *
 * @param checkpoint number of the last signed entry, 0 before the first
 * @param checkpointAt when it was signed; before the first, when the log was made
 * @param published number of the last checkpoint that a witness has
 * @param now the database's clock
 */
record HeadRow(Chain chain, long checkpoint, Instant checkpointAt, long published, Instant now) {

    /** The head as it is now. */
    static HeadRow read(Connection connection) throws SQLException {
        String sql = "select log_id, seq, link, checkpoint_seq, checkpoint_at, published_seq, clock_timestamp()"
                + " from audit_head";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new AuditStoreException("the audit log has no head row: this node has not started completely");
            }
            Chain chain = Chain.at(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3));
            return new HeadRow(chain, row.getLong(4), instant(row, 5), row.getLong(6), instant(row, 7));
        }
    }

    /** Makes the row when this is the first node; whoever comes second finds it. */
    static void make(Connection connection, UUID logId) throws SQLException {
        Chain start = Chain.start(logId);
        String sql = "insert into audit_head (log_id, seq, link) values (?, 0, ?) on conflict do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, logId);
            insert.setBytes(2, start.linkBytes());
            insert.executeUpdate();
        }
    }

    /**
     * Moves the head, only from where this one was read.
     *
     * @param signed number of the last signed entry, when that moved; else {@link #checkpoint}
     */
    void moveTo(Connection connection, Chain next, long signed) throws SQLException {
        String sql = "update audit_head set seq = ?, link = ?, checkpoint_seq = ?,"
                + " checkpoint_at = case when checkpoint_seq = ? then checkpoint_at else clock_timestamp() end"
                + " where log_id = ? and seq = ? and link = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, next.seq());
            update.setBytes(2, next.linkBytes());
            update.setLong(3, signed);
            update.setLong(4, signed);
            update.setObject(5, chain.logId());
            update.setLong(6, chain.seq());
            update.setBytes(7, chain.linkBytes());
            if (update.executeUpdate() != 1) {
                throw new AuditStoreException("the head of the audit log moved under the sealer at " + chain);
            }
        }
    }

    /** Remembers that a witness has the checkpoint. */
    static void published(Connection connection, long seq) throws SQLException {
        String sql = "update audit_head set published_seq = ? where published_seq < ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, seq);
            update.setLong(2, seq);
            update.executeUpdate();
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
