package dev.countersign.gateway.downstream.hold;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.HeldCall;
import dev.countersign.gateway.downstream.AgentRequest;
import dev.countersign.gateway.protocol.Revision;
import dev.countersign.gateway.protocol.answer.UrlElicitation;
import dev.countersign.gateway.session.McpSession;
import dev.countersign.gateway.stream.EventId;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which held calls show their link through the client: where it is switched on, the client declares it, and once a call (ADR 11). */
@Singleton
final class CourtesyLinks {

    private final boolean offered;
    private final IdSource ids;

    CourtesyLinks(
            @ConfigProperty(name = "countersign.hold.elicitation", defaultValue = "false") boolean offered,
            IdSource ids) {
        this.offered = offered;
        this.ids = ids;
    }

    Optional<UrlElicitation> of(AgentRequest request, HeldCall call) {
        boolean firstLeg = call.place().map(EventId::leg).orElse(0) == 0;
        return request.session()
                .filter(session -> offered && firstLeg && takesLinks(session))
                .map(session -> new UrlElicitation(
                        ids.uuid(),
                        call.url(),
                        "This call waits for a person's approval: open it to follow or decide it."));
    }

    private static boolean takesLinks(McpSession session) {
        return Revision.negotiated(session.version()).hasUrlElicitation()
                && UrlElicitation.declared(session.clientCapabilities());
    }
}
