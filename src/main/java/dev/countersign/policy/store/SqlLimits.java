package dev.countersign.policy.store;

import dev.countersign.policy.LimitClaim;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Places in PostgreSQL, shared by all nodes.
 *
 * <p>Who takes a place first locks its counters, in one order for everybody, until the end of the transaction; sums are read
 * after that, by the database's clock, so that no two calls take the last place. All statements are in SQL because the lock, the
 * clock and the sum have to be the database's.
 */
public final class SqlLimits {

    private static final String LOCK = "select pg_advisory_xact_lock(k) from unnest(?::bigint[]) as k";
    private static final String SUM = "select coalesce(sum(amount), 0) from limit_place"
            + " where counter = ? and counts_until > statement_timestamp()";
    private static final String TAKE = "insert into limit_place (call, counter, amount, window_secs, counts_until)"
            + " values (?, ?, ?, ?, statement_timestamp() + make_interval(secs => ?))";
    private static final String TOUCH = "update limit_place"
            + " set counts_until = statement_timestamp() + make_interval(secs => window_secs) where call = ?";
    private static final String GIVE_BACK = "delete from limit_place where call = ?";
    private static final String SWEEP = "delete from limit_place where (call, counter) in (select call, counter"
            + " from limit_place where counts_until < statement_timestamp() - interval '1 minute' limit ?)";

    private final DataSource database;

    /** Uses connections of its own, outside of any transaction of the caller. */
    public SqlLimits(DataSource database) {
        this.database = database;
    }

    /** A claim with the hash that stands for its counter. */
    private static final class Keyed {
        private final LimitClaim claim;
        private final byte[] counter;

        Keyed(LimitClaim claim) {
            this.claim = claim;
            this.counter = sha256(claim.key());
        }

        /** A collision of these 64 bits only makes two counters wait for each other. */
        long lock() {
            return ByteBuffer.wrap(counter).getLong();
        }
    }

    /**
     * Takes a place in every limit, or in none.
     *
     * @return empty when all were taken, else the first without room
     */
    Optional<LimitClaim> take(UUID call, List<LimitClaim> claims, Duration heldFor) {
        List<Keyed> keyed = claims.stream().map(Keyed::new).toList();
        return inTransaction(connection -> {
            lock(connection, keyed);
            Optional<LimitClaim> full = firstWithoutRoom(connection, keyed);
            if (full.isEmpty()) {
                insert(connection, call, keyed, heldFor);
            }
            return full;
        });
    }

    /** The first limit that has no room for its claim, without taking any place. */
    Optional<LimitClaim> firstWithoutRoom(List<LimitClaim> claims) {
        List<Keyed> keyed = claims.stream().map(Keyed::new).toList();
        return inTransaction(connection -> firstWithoutRoom(connection, keyed));
    }

    /** What is taken in a counter now. */
    BigDecimal used(LimitClaim claim) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SUM)) {
                statement.setBytes(1, new Keyed(claim).counter);
                return sum(statement);
            }
        });
    }

    private static void lock(Connection connection, List<Keyed> claims) throws SQLException {
        Long[] locks = claims.stream().map(Keyed::lock).distinct().sorted().toArray(Long[]::new);
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, connection.createArrayOf("bigint", locks));
            statement.execute();
        }
    }

    private static Optional<LimitClaim> firstWithoutRoom(Connection connection, List<Keyed> claims)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUM)) {
            for (Keyed keyed : claims) {
                statement.setBytes(1, keyed.counter);
                LimitClaim claim = keyed.claim;
                if (!claim.fits(sum(statement))) {
                    return Optional.of(claim);
                }
            }
        }
        return Optional.empty();
    }

    private static BigDecimal sum(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("a sum without a row");
            }
            return rows.getBigDecimal(1);
        }
    }

    private static void insert(Connection connection, UUID call, List<Keyed> claims, Duration heldFor)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            for (Keyed keyed : claims) {
                Duration window = keyed.claim.window();
                statement.setObject(1, call);
                statement.setBytes(2, keyed.counter);
                statement.setBigDecimal(3, keyed.claim.amount());
                statement.setLong(4, window.toSeconds());
                statement.setDouble(
                        5, (double) HeldPlaces.countFor(window, heldFor).toSeconds());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Lets the places of a call count one window from now. */
    void touch(UUID call) {
        update(TOUCH, call);
    }

    /** Frees the places of a call. */
    void giveBack(UUID call) {
        update(GIVE_BACK, call);
    }

    /**
     * Deletes places that count no more.
     *
     * @return how many, at most as many as asked for
     */
    int sweep(int most) {
        return update(SWEEP, most);
    }

    private int update(String sql, Object parameter) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, parameter);
                return statement.executeUpdate();
            }
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.on(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new LimitStoreException(e);
        }
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
