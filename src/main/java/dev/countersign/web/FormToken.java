package dev.countersign.web;

import dev.countersign.call.IdSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in every form against requests forged by other sites. It is derived from the secret in the browser's cookie, so a
 * session has one and nothing is stored; each page shows it XORed with fresh random bytes, so that compression tells nothing
 * about it (BREACH).
 */
@ApplicationScoped
public class FormToken {

    /** The field's name in every form. */
    public static final String FIELD = "csrf-token";

    private static final int BYTES = 32;

    private final IdSource random;

    FormToken(IdSource random) {
        this.random = random;
    }

    /** The token for one page of the browser with this cookie secret. */
    public String masked(String cookieSecret) {
        byte[] mask = random.bytes(BYTES);
        byte[] token = token(cookieSecret);
        byte[] shown = Arrays.copyOf(mask, 2 * BYTES);
        for (int i = 0; i < BYTES; i++) {
            shown[BYTES + i] = (byte) (mask[i] ^ token[i]);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(shown);
    }

    /** Whether a form's token belongs to this cookie secret; compared in constant time. */
    public boolean valid(String cookieSecret, String given) {
        byte[] shown;
        try {
            shown = Base64.getUrlDecoder().decode(given);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        if (cookieSecret.isEmpty() || shown.length != 2 * BYTES) {
            return false;
        }
        byte[] unmasked = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            unmasked[i] = (byte) (shown[i] ^ shown[BYTES + i]);
        }
        return MessageDigest.isEqual(unmasked, token(cookieSecret));
    }

    private static byte[] token(String cookieSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(cookieSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal("countersign-form-v1".getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
