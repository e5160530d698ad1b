package dev.countersign.audit.store;

import dev.countersign.audit.AuditTime;
import dev.countersign.audit.Chain;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.SigningKey;
import dev.countersign.call.IdSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Numbers and chains what is committed. One at a time over all nodes: an advisory lock, and the head row moves only from where it was read.
 *
 * <p><b>Order.</b> Rows are taken in the order of their ids, but only those that are visible: a row that commits later, with a smaller id,
 * gets a later number, never one between sealed ones. The steps of one approval are written under that approval's row lock, so a step's
 * id is drawn after the step before it was committed: whoever sees a step sees all before it, and in the order of ids they stand in order.
 *
 * <p>A crash leaves nothing half done: numbering, links, checkpoints and the head are one transaction.
 */
final class Sealer {

    /** Rows of one transaction. */
    static final int BATCH = 2_000;

    private static final int CHECKPOINT_ENTRIES = 1_000;
    private static final Duration CHECKPOINT_AGE = Duration.ofSeconds(60);
    /** Any number that no other advisory lock of this service uses: the letters "csaudit". */
    private static final long LOCK = 0x63736175646974L;

    private final DataSource database;
    private final AuditKeys keys;
    private final IdSource ids;

    Sealer(DataSource database, AuditKeys keys, IdSource ids) {
        this.database = database;
        this.keys = keys;
        this.ids = ids;
    }

    /** Makes the log and its first key, when this is the first node. */
    void makeLog() {
        transaction(connection -> {
            lock(connection);
            HeadRow.make(connection, ids.uuid());
            keys.makeFirst(connection);
            return true;
        });
    }

    /** Opens the key, so that a key that does not open is noticed at start. */
    SigningKey openKey() {
        return transaction(keys::signing);
    }

    /** Seals what waits; does nothing when another node is at it. */
    void sealWaiting() {
        boolean more = true;
        while (more) {
            more = transaction(connection -> tryLock(connection) && round(connection, Long.MAX_VALUE, false) == BATCH);
        }
    }

    /** Seals everything that is committed by now and signs behind it, waiting for another node that is at it. */
    Chain sealAll() {
        long last = transaction(Sealer::lastPending);
        boolean more = true;
        while (more) {
            more = transaction(connection -> {
                lock(connection);
                return round(connection, last, true) == BATCH;
            });
        }
        return transaction(connection -> HeadRow.read(connection).chain());
    }

    private int round(Connection connection, long last, boolean sign) throws SQLException {
        HeadRow head = HeadRow.read(connection);
        List<Waiting> rows = waiting(connection, last);
        SigningKey key = keys.signing(connection);
        Sealing sealing = new Sealing(head, key);
        rows.forEach(sealing::add);
        sealing.finish(sign && rows.size() < BATCH);
        if (sealing.changed()) {
            move(connection, sealing);
            sign(connection, sealing.checkpoints);
            head.moveTo(connection, sealing.chain, sealing.signed);
        }
        return rows.size();
    }

    private static List<Waiting> waiting(Connection connection, long last) throws SQLException {
        String sql = "select id, entry_id, at, body from audit_pending where id <= ? order by id limit " + BATCH;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, last);
            try (ResultSet row = select.executeQuery()) {
                List<Waiting> rows = new ArrayList<>();
                while (row.next()) {
                    String at = AuditTime.format(
                            row.getObject(3, OffsetDateTime.class).toInstant());
                    String body = new String(row.getBytes(4), StandardCharsets.UTF_8);
                    rows.add(new Waiting(row.getLong(1), row.getObject(2, UUID.class), at, body));
                }
                return rows;
            }
        }
    }

    /** One statement: whatever leaves the waiting rows arrives in the sealed ones. */
    private static void move(Connection connection, Sealing sealing) throws SQLException {
        if (sealing.ids.isEmpty()) {
            return;
        }
        String sql = "with sealed as (select * from unnest(?, ?, ?, ?) as s (id, seq, line, link)),"
                + " gone as (delete from audit_pending where id = any(?) returning *)"
                + " insert into audit_entry (seq, at, entry_id, kind, approval_id, agent, server, person, line, link)"
                + " select s.seq, g.at, g.entry_id, g.kind, g.approval_id, g.agent, g.server, g.person, s.line, s.link"
                + " from sealed s join gone g on g.id = s.id order by s.seq";
        try (PreparedStatement move = connection.prepareStatement(sql)) {
            Long[] rows = sealing.ids.toArray(Long[]::new);
            move.setArray(1, connection.createArrayOf("int8", rows));
            move.setArray(2, connection.createArrayOf("int8", sealing.numbers.toArray(Long[]::new)));
            move.setArray(3, connection.createArrayOf("bytea", sealing.lines.toArray(byte[][]::new)));
            move.setArray(4, connection.createArrayOf("bytea", sealing.links.toArray(byte[][]::new)));
            move.setArray(5, connection.createArrayOf("int8", rows));
            int moved = move.executeUpdate();
            if (moved != rows.length) {
                throw new AuditStoreException("of " + rows.length + " audit entries " + moved + " could be sealed");
            }
        }
    }

    private static void sign(Connection connection, List<Checkpoint> checkpoints) throws SQLException {
        String sql = "insert into audit_checkpoint (seq, link, at, key_id, sig) values (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Checkpoint checkpoint : checkpoints) {
                insert.setLong(1, checkpoint.seq());
                insert.setString(2, checkpoint.link());
                insert.setString(3, checkpoint.at());
                insert.setString(4, checkpoint.keyId());
                insert.setString(5, checkpoint.sig());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static long lastPending(Connection connection) throws SQLException {
        return number(connection, "select coalesce(max(id), 0) from audit_pending");
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement limit = connection.prepareStatement("set local lock_timeout = '20s'")) {
            limit.execute();
        }
        number(connection, "select 1 from pg_advisory_xact_lock(" + LOCK + ")");
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        return number(connection, "select pg_try_advisory_xact_lock(" + LOCK + ")::int") == 1;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private <T> T transaction(Step<T> step) {
        try (Connection connection = database.getConnection()) {
            return Transactions.in(connection, () -> step.run(connection));
        } catch (SQLException e) {
            throw new AuditStoreException("the audit trail could not be sealed", e);
        }
    }

    private interface Step<T> {
        T run(Connection connection) throws SQLException;
    }

    private record Waiting(long id, UUID entryId, String at, String body) {

        /** The line with its number; the body starts with a brace and is never empty. */
        byte[] line(long seq) {
            String text = "{\"type\":\"entry\",\"seq\":" + seq + ",\"id\":\"" + entryId + "\",\"at\":\"" + at + "\","
                    + body.substring(1);
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** One transaction's worth of sealing, in memory. */
    private static final class Sealing {

        private final HeadRow head;
        private final SigningKey key;
        private final List<Long> ids = new ArrayList<>();
        private final List<Long> numbers = new ArrayList<>();
        private final List<byte[]> lines = new ArrayList<>();
        private final List<byte[]> links = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private Chain chain;
        private long signed;

        Sealing(HeadRow head, SigningKey key) {
            this.head = head;
            this.key = key;
            this.chain = head.chain();
            this.signed = head.checkpoint();
        }

        void add(Waiting row) {
            byte[] line = row.line(chain.seq() + 1);
            chain = chain.append(line);
            ids.add(row.id());
            numbers.add(chain.seq());
            lines.add(line);
            links.add(chain.linkBytes());
            if (chain.seq() - signed >= CHECKPOINT_ENTRIES) {
                checkpoint();
            }
        }

        void finish(boolean sign) {
            boolean due = !head.now().isBefore(head.checkpointAt().plus(CHECKPOINT_AGE));
            if (chain.seq() > signed && (sign || due)) {
                checkpoint();
            }
        }

        boolean changed() {
            return !ids.isEmpty() || !checkpoints.isEmpty();
        }

        private void checkpoint() {
            checkpoints.add(Checkpoint.sign(key, chain, AuditTime.format(head.now())));
            signed = chain.seq();
        }
    }
}
