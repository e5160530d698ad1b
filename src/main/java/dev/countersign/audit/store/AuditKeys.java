package dev.countersign.audit.store;

import dev.countersign.audit.AuditTrail.PublicKey;
import dev.countersign.audit.SigningKey;
import dev.countersign.secrets.DeploymentSecrets;
import dev.countersign.secrets.SecretsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the log: the first is made with the log, kept wrapped by the deployment's secrets. */
final class AuditKeys {

    private final DeploymentSecrets secrets;
    private volatile @Nullable SigningKey opened;

    AuditKeys(DeploymentSecrets secrets) {
        this.secrets = secrets;
    }

    /** Makes the first key when there is none; the caller holds the sealer's lock. */
    void makeFirst(Connection connection) throws SQLException {
        if (!publicKeys(connection).isEmpty()) {
            return;
        }
        SigningKey key = SigningKey.generate();
        String sql = "insert into audit_key (id, public_key, private_key, from_seq) values (?, ?, ?, 1)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.id());
            insert.setBytes(2, key.publicRaw());
            insert.setBytes(3, secrets.wrap(place(key.id()), key.pkcs8()));
            insert.executeUpdate();
        }
    }

    /**
     * The key that signs now.
     *
     * @throws SecretsException when it does not open: nothing can be sealed then
     */
    SigningKey signing(Connection connection) throws SQLException {
        SigningKey key = opened;
        if (key == null) {
            key = open(connection);
            opened = key;
        }
        return key;
    }

    /** All public keys, oldest first. */
    static List<PublicKey> publicKeys(Connection connection) throws SQLException {
        String sql = "select id, public_key, from_seq from audit_key order by from_seq, created_at";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            List<PublicKey> keys = new ArrayList<>();
            while (row.next()) {
                String raw = Base64.getEncoder().encodeToString(row.getBytes(2));
                keys.add(new PublicKey(row.getString(1), raw, row.getLong(3)));
            }
            return keys;
        }
    }

    private SigningKey open(Connection connection) throws SQLException {
        String sql =
                "select id, public_key, private_key from audit_key order by from_seq desc, created_at desc limit 1";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SecretsException("the audit log has no key: was the table audit_key emptied?");
            }
            byte[] pkcs8 = secrets.unwrap(place(row.getString(1)), row.getBytes(3));
            return SigningKey.of(row.getBytes(2), pkcs8);
        }
    }

    private static String place(String keyId) {
        return "audit_key/" + keyId;
    }
}
