package dev.countersign.gateway.hold;

import dev.countersign.approval.NewHold.Parked;
import dev.countersign.approval.ReleaseDesk.Order;
import dev.countersign.gateway.Era;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.ServerCalls.Dispatch;
import dev.countersign.gateway.protocol.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** From a claimed order to the bytes that go out: the parked ones, with the approver's arguments where there are any. */
@ApplicationScoped
class Dispatches {

    Dispatch of(Order order) {
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
