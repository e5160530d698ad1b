package dev.countersign.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.util.function.IntFunction;
import java.util.zip.CRC32;

/** Makes tokens and passwords at random. */
final class Logins {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CONSONANTS = "bdfghjklmnprstvz";
    private static final String VOWELS = "aeio";
    private static final int SYLLABLES = 12;

    private final IntFunction<byte[]> random;

    Logins(IntFunction<byte[]> random) {
        this.random = random;
    }

    /** The prefix, 256 random bits as 43 characters of base62, and their CRC-32 as six more, so that a typo is seen. */
    String token(String prefix) {
        String secret = base62(new BigInteger(1, random.apply(32)), 43);
        CRC32 check = new CRC32();
        check.update(secret.getBytes(US_ASCII));
        return prefix + secret + base62(BigInteger.valueOf(check.getValue()), 6);
    }

    /** Twelve syllables that can be read aloud and typed: 72 random bits. */
    String password() {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (byte one : random.apply(SYLLABLES)) {
            if (count > 0 && count % 3 == 0) {
                text.append('-');
            }
            text.append(CONSONANTS.charAt(one & 15)).append(VOWELS.charAt((one >> 4) & 3));
            count++;
        }
        return text.toString();
    }

    private static String base62(BigInteger number, int width) {
        BigInteger base = BigInteger.valueOf(BASE62.length());
        char[] digits = new char[width];
        BigInteger left = number;
        for (int i = width - 1; i >= 0; i--) {
            BigInteger[] parts = left.divideAndRemainder(base);
            digits[i] = BASE62.charAt(parts[1].intValueExact());
            left = parts[0];
        }
        return new String(digits);
    }
}
