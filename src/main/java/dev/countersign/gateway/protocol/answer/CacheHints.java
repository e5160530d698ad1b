package dev.countersign.gateway.protocol.answer;

import dev.countersign.gateway.protocol.Span;
import dev.countersign.gateway.protocol.Splice;
import java.util.Optional;

/** How long and for whom a modern result may be kept: a result changed for one agent is nobody else's. */
final class CacheHints {

    private static final String SCOPE = "cacheScope";
    private static final String PRIVATE = "\"private\"";
    private static final long LONGEST_MILLIS = 60_000;
    private static final int PLAIN_DIGITS = 15;

    private Optional<Span> scope = Optional.empty();
    private Optional<Span> ttl = Optional.empty();

    void see(String name, Span value) {
        if (name.equals(SCOPE)) {
            scope = Optional.of(value);
        } else if (name.equals("ttlMs")) {
            ttl = Optional.of(value);
        }
    }

    /** Marks the result as private and at most a minute old. */
    void tighten(Splice splice, byte[] message, Span result) {
        if (scope.isEmpty()) {
            splice.insertMember(result, SCOPE, PRIVATE);
        } else if (!scope.get().text(message).equals(PRIVATE)) {
            splice.replace(scope.get(), PRIVATE);
        }
        if (ttl.isPresent() && !isShort(ttl.get().text(message))) {
            splice.replace(ttl.get(), Long.toString(LONGEST_MILLIS));
        }
    }

    private static boolean isShort(String text) {
        boolean plain = text.length() <= PLAIN_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain && Long.parseLong(text) <= LONGEST_MILLIS;
    }
}
