package dev.countersign.registry.file;

import dev.countersign.call.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tokens of the file: 20 or more visible ASCII characters, or their SHA-256; kept as hashes only. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{20,}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int PREFIX = "sha256:".length();

    private Tokens() {}

    /** The hash of what the file gives; messages name the place, never the token. */
    static Optional<String> hash(String place, Optional<String> token, Optional<String> sha256) {
        if (token.isPresent() && sha256.isPresent()) {
            throw new IllegalArgumentException(place + " has both token and token-sha256: one of them is enough");
        }
        token.ifPresent(t -> {
            if (!TOKEN.matcher(t).matches()) {
                throw new IllegalArgumentException(place
                        + ".token must have 20 or more visible ASCII characters; `openssl rand -hex 24` makes one");
            }
        });
        Optional<String> given = sha256.map(h -> h.toLowerCase(Locale.ROOT).replaceFirst("^sha256:", ""));
        given.filter(h -> !HASH.matcher(h).matches()).ifPresent(h -> {
            throw new IllegalArgumentException(place + ".token-sha256 must be 64 hexadecimal digits");
        });
        return token.map(Tokens::sha256).or(() -> given);
    }

    static String sha256(String token) {
        return Digest.ofBytes(token.getBytes(StandardCharsets.UTF_8)).value().substring(PREFIX);
    }
}
