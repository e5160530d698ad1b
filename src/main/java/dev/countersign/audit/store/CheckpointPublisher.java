package dev.countersign.audit.store;

import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.CheckpointSink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Gives the newest checkpoint to the witness outside, one at a time. A witness that is away stops nothing: later it gets the newest
 * checkpoint there is then, which covers the older ones. The witness answers on a thread of its own, which only leaves a note here; the
 * trail's thread writes it down.
 */
final class CheckpointPublisher {

    private static final Logger LOGGER = Logger.getLogger(CheckpointPublisher.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final DataSource database;
    private final CheckpointSink sink;
    private final AtomicBoolean underway = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong notBeforeNanos = new AtomicLong(System.nanoTime());
    private long noted;

    CheckpointPublisher(DataSource database, CheckpointSink sink) {
        this.database = database;
        this.sink = sink;
    }

    /** Publishes the newest checkpoint when the witness does not have it yet. One thread. */
    void publishDue() {
        if (underway.get() || System.nanoTime() - notBeforeNanos.get() < 0) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            if (acknowledged.get() > noted) {
                noted = acknowledged.get();
                HeadRow.published(connection, noted);
            }
            HeadRow head = HeadRow.read(connection);
            if (head.checkpoint() > head.published()) {
                Checkpoint due = newest(connection);
                underway.set(true);
                sink.publish(head.chain().logId(), due)
                        .whenComplete((done, failed) -> finished(due, Optional.ofNullable(failed)));
            }
        } catch (SQLException e) {
            throw new AuditStoreException("the newest audit checkpoint could not be read", e);
        }
    }

    private void finished(Checkpoint checkpoint, Optional<Throwable> failed) {
        if (failed.isPresent()) {
            notBeforeNanos.set(System.nanoTime() + PAUSE.toNanos());
            LOGGER.warnf(
                    "The audit checkpoint at %d could not be published, trying again: %s",
                    checkpoint.seq(), failed.get().getClass().getSimpleName());
        } else {
            acknowledged.set(checkpoint.seq());
        }
        underway.set(false);
    }

    private static Checkpoint newest(Connection connection) throws SQLException {
        String sql = "select seq, link, at, key_id, sig from audit_checkpoint order by seq desc limit 1";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new AuditStoreException("the head of the audit log names a checkpoint that is not there");
            }
            return new Checkpoint(
                    row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
        }
    }
}
