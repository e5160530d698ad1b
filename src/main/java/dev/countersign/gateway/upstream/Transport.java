package dev.countersign.gateway.upstream;

import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls.BeforeFirstByte;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.registry.Server;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One of the two transports of MCP. */
public interface Transport {

    boolean serves(Server server);

    /** The way for what passes; one for as long as the server's configuration stays. */
    Upstream connect(Server server);

    /** Sends a released call, see {@link dev.countersign.gateway.ServerCalls#send}. */
    CompletionStage<ServerAnswer> release(
            Server server,
            Dispatch dispatch,
            Consumer<RawMessage> relay,
            BeforeFirstByte beforeFirstByte,
            Runnable sent);
}
