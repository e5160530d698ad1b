package dev.countersign.secrets;

import dev.countersign.call.IdSource;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One AES-256-GCM key and what it opens. A box is: key id (8 bytes), nonce (12 bytes), text and tag; the place where the box is kept
 * is authenticated with it. Says nothing of the key in {@code toString}.
 */
public final class SecretBox {

    private static final int ID = 8;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final byte[] id;
    private final IdSource random;

    private SecretBox(byte[] key, IdSource random) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = Hkdf.derive(new byte[0], key, Hkdf.utf8("countersign/key-id/v1"), ID);
        this.random = random;
    }

    /** With a key of 32 bytes. */
    public static SecretBox of(byte[] key, IdSource random) {
        if (key.length != 32) {
            throw new IllegalArgumentException("a key of AES-256 has 32 bytes");
        }
        return new SecretBox(key, random);
    }

    /** With a key stretched from any text of at least 32 characters (checked by the caller). */
    public static SecretBox ofText(String text, IdSource random) {
        byte[] salt = Hkdf.utf8("countersign-secret-key-v1");
        return new SecretBox(Hkdf.derive(salt, Hkdf.utf8(text), Hkdf.utf8("wrap"), 32), random);
    }

    /** Encrypts for one place. */
    public byte[] close(String place, byte[] secret) {
        byte[] nonce = random.bytes(NONCE);
        try {
            byte[] text = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret);
            return ByteBuffer.allocate(ID + NONCE + text.length)
                    .put(id)
                    .put(nonce)
                    .put(text)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM did not encrypt", e);
        }
    }

    /** Whether the box names this key. */
    public boolean made(byte[] box) {
        return box.length > ID + NONCE && Arrays.equals(id, 0, ID, box, 0, ID);
    }

    /**
     * Decrypts.
     *
     * @throws SecretsException when another key made it, it was made for another place, or it was changed
     */
    public byte[] open(String place, byte[] box) {
        if (!made(box)) {
            throw new SecretsException("the secret at " + place + " was encrypted with another key");
        }
        byte[] nonce = Arrays.copyOfRange(box, ID, ID + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(box, ID + NONCE, box.length - ID - NONCE);
        } catch (AEADBadTagException e) {
            throw new SecretsException("the secret at " + place + " was changed or belongs to another place", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM did not decrypt", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(id);
        cipher.updateAAD(Hkdf.utf8(place));
        return cipher;
    }

    @Override
    public String toString() {
        return "SecretBox";
    }
}
