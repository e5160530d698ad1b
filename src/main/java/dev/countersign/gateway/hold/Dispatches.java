package dev.countersign.gateway.hold;

import dev.countersign.approval.NewHold.Parked;
import dev.countersign.approval.ReleaseDesk.Order;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerAnswer;
import dev.countersign.gateway.ServerCalls;
import dev.countersign.gateway.ServerCalls.BeforeFirstByte;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.hold.follow.UpstreamTasks;
import dev.countersign.gateway.protocol.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * From a claimed order to the bytes that go out: the parked ones, with the approver's arguments where there are any; and to the answer
 * in the end, should the server hand out a task for it.
 */
@ApplicationScoped
class Dispatches {

    private final ServerCalls servers;
    private final UpstreamTasks following;

    Dispatches(ServerCalls servers, UpstreamTasks following) {
        this.servers = servers;
        this.following = following;
    }

    /** Sends it, see {@link ServerCalls#send}. */
    CompletionStage<ServerAnswer> send(
            Order order, Consumer<RawMessage> relay, BeforeFirstByte beforeFirstByte, Runnable sent) {
        Dispatch dispatch = of(order);
        return servers.send(dispatch, relay, beforeFirstByte, sent)
                .thenCompose(first -> following.toTheEnd(dispatch, first));
    }

    private static Dispatch of(Order order) {
        Parked parked = order.parked();
        RawMessage message = RawMessage.of(parked.message());
        RawMessage toSend = order.editedArguments()
                .map(text -> Requests.withArguments(message, text))
                .orElse(message);
        return new Dispatch(
                order.candidate().server(),
                order.candidate().agent(),
                toSend,
                parked.requestId(),
                Era.valueOf(parked.era().toUpperCase(Locale.ROOT)),
                parked.session(),
                parked.headers());
    }
}
