package dev.countersign.secrets;

/** What the nodes of one deployment know and nobody else: made once by the first node, the same on all of them. */
public interface DeploymentSecrets {

    /** The key for one purpose: a fresh copy of 32 bytes, the same on every node and after every restart. */
    byte[] key(Purpose purpose);

    /**
     * Encrypts a small secret for storage (AES-256-GCM, the key's id in front).
     *
     * @param rowId where it will be kept, for instance {@code audit_key/21fe31dfa154a261}: bound to the text, so that a row copied
     *     over another one does not decrypt
     */
    byte[] wrap(String rowId, byte[] secret);

    /**
     * Decrypts what {@link #wrap} made.
     *
     * @throws SecretsException when it was made for another row or by another deployment, or was changed
     */
    byte[] unwrap(String rowId, byte[] wrapped);
}
