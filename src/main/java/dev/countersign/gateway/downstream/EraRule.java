package dev.countersign.gateway.downstream;

import dev.countersign.gateway.Era;
import dev.countersign.gateway.protocol.Message;
import dev.countersign.gateway.protocol.Revision;
import java.util.Optional;

/** Which era a request belongs to, decided in one place (protocol design, section 1). */
final class EraRule {

    private EraRule() {}

    /**
     * The revision that a request of the modern era names, in its {@code _meta} or else in its header; empty for the legacy era.
     *
     * @param header the value of {@code MCP-Protocol-Version}
     */
    static Optional<String> modern(Message message, Optional<String> header) {
        return message.protocolVersion().or(() -> header.filter(Revision::isModernDate));
    }

    /** The revisions that are spoken here. */
    static java.util.List<String> supported() {
        return Revision.words(Era.LEGACY);
    }
}
