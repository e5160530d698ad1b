package dev.countersign.gateway.downstream;

import dev.countersign.call.IdSource;
import dev.countersign.gateway.session.SessionStore;
import dev.countersign.gateway.session.Sessions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes beans of what knows no container. */
@Singleton
final class GatewayBeans {

    /** Open sessions of one agent (security design, section 17). */
    private static final int SESSIONS_PER_AGENT = 20_000;

    @Produces
    @Singleton
    Sessions sessions(SessionStore store, IdSource ids) {
        return new Sessions(store, ids, SESSIONS_PER_AGENT);
    }
}
