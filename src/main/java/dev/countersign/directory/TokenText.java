package dev.countersign.directory;

import dev.countersign.call.IdSource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Secrets in base62: a token is its prefix, 43 characters that stand for 256 bits, and the CRC-32 of all before in 6, so that scanners
 * of leaked secrets find it without asking anybody (security design, section 10).
 */
public final class TokenText {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_DIGITS = 43;
    private static final int CHECK_DIGITS = 6;
    private static final int PASSWORD_BYTES = 15;
    private static final int PASSWORD_DIGITS = 21;

    private TokenText() {}

    /** A new token. */
    public static String token(Holder.Kind kind, IdSource ids) {
        String body = kind.prefix() + base62(new BigInteger(1, ids.bytes(TOKEN_BYTES)), TOKEN_DIGITS);
        return body + base62(BigInteger.valueOf(crc(body)), CHECK_DIGITS);
    }

    /** A new password of 120 bits. */
    public static String password(IdSource ids) {
        return base62(new BigInteger(1, ids.bytes(PASSWORD_BYTES)), PASSWORD_DIGITS);
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static String base62(BigInteger number, int digits) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = number;
        for (int i = 0; i < digits; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}
