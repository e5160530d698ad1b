package dev.countersign.audit;

import dev.countersign.call.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key (RFC 8032) that signs checkpoints and exports. {@code toString} tells the public id only. */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW = 32;

    private final byte[] publicRaw;
    private final PrivateKey privateKey;

    private SigningKey(byte[] publicRaw, PrivateKey privateKey) {
        this.publicRaw = publicRaw;
        this.privateKey = privateKey;
    }

    /** A new pair from the platform's strong random numbers. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] x509 = pair.getPublic().getEncoded();
            return new SigningKey(Arrays.copyOfRange(x509, x509.length - RAW, x509.length), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 has " + ALGORITHM, e);
        }
    }

    /**
     * A stored pair.
     *
     * @param publicRaw the 32 bytes of RFC 8032
     */
    public static SigningKey of(byte[] publicRaw, byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new SigningKey(publicRaw.clone(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key in PKCS #8", e);
        }
    }

    /** The first 16 hexadecimal digits of {@link #fingerprint}. */
    public String id() {
        return id(publicRaw);
    }

    /** The id of a public key: 16 hexadecimal digits. */
    public static String id(byte[] publicRaw) {
        return Digest.ofBytes(publicRaw).value().substring("sha256:".length(), "sha256:".length() + 16);
    }

    /** {@code sha256:} and the SHA-256 of the raw public key: what people note down. */
    public String fingerprint() {
        return Digest.ofBytes(publicRaw).value();
    }

    /** The raw public key, 32 bytes. */
    public byte[] publicRaw() {
        return publicRaw.clone();
    }

    /** The private key in PKCS #8: secret. */
    public byte[] pkcs8() {
        return privateKey.getEncoded();
    }

    /** Signs a text; base64. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit key " + id() + " did not sign", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
