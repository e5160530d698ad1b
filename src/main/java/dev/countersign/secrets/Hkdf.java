package dev.countersign.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for outputs of one block. */
public final class Hkdf {

    private static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    /**
     * Extract and expand.
     *
     * @param length bytes wanted, at most 32
     */
    public static byte[] derive(byte[] salt, byte[] material, byte[] info, int length) {
        if (length < 1 || length > 32) {
            throw new IllegalArgumentException("one block of HKDF gives 1 to 32 bytes");
        }
        byte[] extracted = hmac(salt.length == 0 ? new byte[32] : salt, material);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return Arrays.copyOf(hmac(extracted, block), length);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
