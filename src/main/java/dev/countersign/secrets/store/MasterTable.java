package dev.countersign.secrets.store;

import dev.countersign.call.IdSource;
import dev.countersign.secrets.MasterSecrets;
import dev.countersign.secrets.SecretBox;
import dev.countersign.secrets.SecretsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The one row with the master secret. Nodes that start together agree by {@code ON CONFLICT DO NOTHING}: each offers a master, all read
 * back the one that won.
 */
final class MasterTable {

    private static final Logger LOGGER = Logger.getLogger(MasterTable.class);
    private static final String PLACE = "deployment_secret/master";

    private final DataSource database;
    private final IdSource ids;

    MasterTable(DataSource database, IdSource ids) {
        this.database = database;
        this.ids = ids;
    }

    /**
     * The deployment's master, made now when this is the first node.
     *
     * @throws SecretsException when the row is wrapped and the key is missing or another one
     */
    byte[] read(Optional<SecretBox> wrapping) {
        try (Connection connection = database.getConnection()) {
            offer(connection, wrapping, ids.bytes(MasterSecrets.SIZE));
            Row row = select(connection);
            if (row.wrapped()) {
                return unwrap(row, wrapping);
            }
            if (wrapping.isPresent()) {
                wrapNow(connection, wrapping.get(), row.value());
            }
            return row.value();
        } catch (SQLException e) {
            throw new SecretsException("the deployment's secrets cannot be read from PostgreSQL: is it reachable?", e);
        }
    }

    private static byte[] unwrap(Row row, Optional<SecretBox> wrapping) {
        SecretBox box = wrapping.orElseThrow(() -> new SecretsException("the deployment's secrets are encrypted and"
                + " COUNTERSIGN_SECRET_KEY is missing: give the key that the other nodes use"));
        if (!box.made(row.value())) {
            throw new SecretsException("the deployment's secrets are encrypted with another COUNTERSIGN_SECRET_KEY"
                    + " (or another secret.key in COUNTERSIGN_DATA): give the key they were made with");
        }
        return box.open(PLACE, row.value());
    }

    private static void offer(Connection connection, Optional<SecretBox> wrapping, byte[] master) throws SQLException {
        String sql = "insert into deployment_secret (name, wrapped, value) values ('master', ?, ?)"
                + " on conflict (name) do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setBoolean(1, wrapping.isPresent());
            insert.setBytes(2, wrapping.map(box -> box.close(PLACE, master)).orElse(master));
            insert.executeUpdate();
        }
    }

    private static Row select(Connection connection) throws SQLException {
        String sql = "select wrapped, value from deployment_secret where name = 'master'";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SecretsException("the row of the master secret was removed while this node started");
            }
            return new Row(row.getBoolean(1), row.getBytes(2));
        }
    }

    /** A key was given to an installation that had none: from now on every node needs it. */
    private static void wrapNow(Connection connection, SecretBox box, byte[] master) throws SQLException {
        String sql = "update deployment_secret set wrapped = true, value = ? where name = 'master' and not wrapped";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBytes(1, box.close(PLACE, master));
            if (update.executeUpdate() == 1) {
                LOGGER.info("The deployment's secrets are encrypted from now on: every node needs this secret key");
            }
        }
    }

    private static final class Row {

        private final boolean wrapped;
        private final byte[] value;

        private Row(boolean wrapped, byte[] value) {
            this.wrapped = wrapped;
            this.value = value;
        }

        boolean wrapped() {
            return wrapped;
        }

        byte[] value() {
            return value;
        }
    }
}
