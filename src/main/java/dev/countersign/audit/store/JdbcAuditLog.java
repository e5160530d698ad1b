package dev.countersign.audit.store;

import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Records in the caller's transaction; the sealer numbers the rows once they are committed. */
@Singleton
class JdbcAuditLog implements AuditLog {

    private final DataSource database;
    private final EntryWriter writer;
    private final AllowedBuffer buffer;

    JdbcAuditLog(DataSource database, EntryWriter writer, AllowedBuffer buffer) {
        this.database = database;
        this.writer = writer;
        this.buffer = buffer;
    }

    /**
     * {@inheritDoc}
     *
     * @throws jakarta.transaction.TransactionalException outside a transaction
     */
    @Override
    @Transactional(TxType.MANDATORY)
    public void record(AuditEntry entry) {
        PendingEntry pending = writer.write(entry);
        try (Connection connection = database.getConnection()) {
            PendingEntry.insert(connection, List.of(pending));
        } catch (SQLException e) {
            throw new AuditStoreException("the audit entry " + pending.kind() + " could not be written", e);
        }
    }

    @Override
    public boolean allowed(AllowedCall call) {
        return buffer.offer(call);
    }
}
