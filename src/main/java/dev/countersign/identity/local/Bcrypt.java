package dev.countersign.identity.local;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** bcrypt, with its limits made explicit. */
public final class Bcrypt {

    /** bcrypt ignores everything behind this many bytes, so that longer passwords are refused instead. */
    private static final int LONGEST = 72;

    /** Good enough for a hash that lives in memory only. */
    private static final int COST_IN_MEMORY = 10;

    /** What a kept hash must cost at least. */
    private static final int LEAST_COST = 12;

    private static final Pattern MODULAR_CRYPT = Pattern.compile("\\$2[aby]\\$([0-3][0-9])\\$[./A-Za-z0-9]{53}");

    private Bcrypt() {}

    /** Hashes a plain password of the configuration. */
    static String inMemory(String password) {
        if (tooLong(password)) {
            throw new IllegalArgumentException("a password has at most " + LONGEST + " bytes");
        }
        return BcryptUtil.bcryptHash(password, COST_IN_MEMORY);
    }

    /** Hashes a password that is kept. */
    public static String kept(String password) {
        if (tooLong(password)) {
            throw new IllegalArgumentException("a password has at most " + LONGEST + " bytes");
        }
        return BcryptUtil.bcryptHash(password, LEAST_COST);
    }

    /** A hash of the configuration in the notation of the library; {@code $2a$}, {@code $2b$} and {@code $2y$} are one here. */
    static String checked(String hash) {
        var parts = MODULAR_CRYPT.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a password-hash is bcrypt, like $2b$12$ and 53 characters");
        }
        if (Integer.parseInt(parts.group(1)) < LEAST_COST) {
            throw new IllegalArgumentException("a password-hash has a bcrypt cost of at least " + LEAST_COST);
        }
        return "$2y" + hash.substring(3);
    }

    static boolean matches(String password, String hash) {
        boolean tooLong = tooLong(password);
        boolean same = BcryptUtil.matches(tooLong ? "" : password, hash);
        return same && !tooLong;
    }

    private static boolean tooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }
}
