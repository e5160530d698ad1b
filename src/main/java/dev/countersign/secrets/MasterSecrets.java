package dev.countersign.secrets;

import dev.countersign.call.IdSource;

/** Everything derived from the one master secret by HKDF. Thread-safe; {@code toString} says nothing. */
public final class MasterSecrets implements DeploymentSecrets {

    /** Bytes of the master. */
    public static final int SIZE = 32;

    private final byte[] master;
    private final SecretBox atRest;

    /**
     * With a master of {@link #SIZE} bytes, copied.
     *
     * @param random gives the nonces
     */
    public MasterSecrets(byte[] master, IdSource random) {
        if (master.length != SIZE) {
            throw new IllegalArgumentException("the master secret has " + SIZE + " bytes");
        }
        this.master = master.clone();
        this.atRest = SecretBox.of(key(Purpose.AT_REST), random);
    }

    @Override
    public byte[] key(Purpose purpose) {
        return Hkdf.derive(new byte[0], master, Hkdf.utf8(purpose.label()), SIZE);
    }

    @Override
    public byte[] wrap(String rowId, byte[] secret) {
        return atRest.close(rowId, secret);
    }

    @Override
    public byte[] unwrap(String rowId, byte[] wrapped) {
        return atRest.open(rowId, wrapped);
    }

    @Override
    public String toString() {
        return "MasterSecrets";
    }
}
