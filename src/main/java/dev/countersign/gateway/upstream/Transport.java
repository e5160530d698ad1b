package dev.countersign.gateway.upstream;

import dev.countersign.registry.Server;

/** One of the two transports of MCP. */
public interface Transport {

    boolean serves(Server server);

    /** The way for what passes; one for as long as the server's configuration stays. */
    Upstream connect(Server server);

    /** Sends a released call, once; every outcome ends the sending. Never blocks. */
    void release(Server server, Sending sending);
}
