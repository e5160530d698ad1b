package dev.countersign.gateway.downstream;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Revision;
import java.util.Optional;

/**
 * Which era a request belongs to, decided in one place (protocol design, section 1): a property of the request, never of the
 * connection or the session.
 */
sealed interface EraRule {

    /** Opened by {@code initialize}. */
    record Legacy() implements EraRule {}

    /** Names a modern revision that is spoken here. */
    record Modern() implements EraRule {}

    /** Names a modern revision that nobody here can judge. */
    record Unspoken(String version) implements EraRule {}

    /** Its header says modern, its body does not. */
    record Malformed() implements EraRule {}

    /**
     * The first rule that matches.
     *
     * @param header the value of {@code MCP-Protocol-Version}
     */
    static EraRule of(Message message, Optional<String> header) {
        Optional<String> named = message.protocolVersion();
        if (named.isPresent()) {
            boolean twoTales = header.isPresent() && !header.equals(named); // told as what it is, whatever either names
            return twoTales || isSpoken(named.get()) ? new Modern() : new Unspoken(named.get());
        }
        if (header.isEmpty() || !Revision.isModernDate(header.get())) {
            return new Legacy();
        }
        return isSpoken(header.get()) ? new Malformed() : new Unspoken(header.get());
    }

    private static boolean isSpoken(String version) {
        return Revision.of(version)
                .filter(revision -> revision.era() == Era.MODERN)
                .isPresent();
    }
}
